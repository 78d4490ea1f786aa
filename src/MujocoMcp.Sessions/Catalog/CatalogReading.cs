using Microsoft.Data.Sqlite;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>Looks into the catalog of a data folder from outside: takes no lock, writes nothing, and disturbs no server.</summary>
public static class CatalogReading
{
    /// <summary>The sessions of a folder, the one used last first.</summary>
    /// <param name="folder">A data folder; one that was never used has none.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="principal">Whose; null for everybody's.</param>
    /// <exception cref="DataFolderException">Its database can't be read.</exception>
    public static IReadOnlyList<KeptSession> Read(string folder, int limit, string? principal = null)
    {
        string database = DataFolder.DatabaseOf(folder);
        if (!File.Exists(database)) return [];
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "select id, label, principal, touched, holder from session where $principal is null or principal = $principal order by holder is null, touched desc limit $limit";
            command.Parameters.AddWithValue("$limit", limit);
            command.Parameters.AddWithValue("$principal", (object?)principal ?? DBNull.Value);
            using var rows = command.ExecuteReader();
            var found = new List<KeptSession>();
            while (rows.Read())
            {
                found.Add(new KeptSession(
                    new SessionId(rows.GetString(0)), rows.IsDBNull(1) ? null : rows.GetString(1), rows.GetString(2),
                    new DateTimeOffset(rows.GetInt64(3), TimeSpan.Zero), rows.IsDBNull(4) ? null : rows.GetInt32(4)));
            }

            return found;
        }
        catch (SqliteException unreadable)
        {
            throw new DataFolderException($"The sessions in {database} can't be read: {unreadable.Message} Name another folder in Sessions:Storage:Folder.", unreadable);
        }
    }
}
