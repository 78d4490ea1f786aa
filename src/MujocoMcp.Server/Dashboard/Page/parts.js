// @ts-check
const clock = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

/** @template {keyof HTMLElementTagNameMap} K */
function make(/** @type {K} */ tag, /** @type {string} */ text = "", /** @type {string} */ className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

const pageOf = (/** @type {string} */ session) => `viewer/${session}/`;
const seconds = (/** @type {number} */ value) => `${value.toFixed(2)} s`;
const mebibytes = (/** @type {number | null} */ value) => (value === null || value === undefined ? "–" : `${value.toFixed(0)} MiB`);

/** The rows of a list of terms; those without a value are left out. */
function rows(/** @type {[string, string | null][]} */ pairs) {
  return pairs.filter(([, value]) => value !== null).flatMap(([term, value]) => [make("dt", term), make("dd", value ?? "")]);
}

/** The figures of all processes. */
export function figures(/** @type {any} */ pool) {
  /** @type {[string, string][]} */
  const pairs = [["sessions", pool.sessions_total], ["processes", pool.running_processes], ["warm", pool.warm_processes], ["restarts", pool.restarts_total], ["memory", mebibytes(pool.memory_mib)]];
  return pairs.map(([term, value]) => {
    const box = document.createElement("div");
    box.append(make("dt", term), make("dd", String(value)));
    return box;
  });
}

/** A session at work. */
export function card(/** @type {string} */ id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("card"));
  const root = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const picture = /** @type {HTMLImageElement} */ (part("img"));
  for (const link of root.querySelectorAll("a")) link.href = pageOf(id);
  root.dataset.session = id;
  part(".id").textContent = id;
  let wanted = "";
  let drawn = "";
  let isBusy = false;

  return {
    root,
    update(/** @type {any} */ session) {
      const name = session.label ?? session.models[0]?.name ?? "session";
      part(".name").textContent = name;
      part(".picture").ariaLabel = `The page of ${name}, with a picture of it as it stands`;
      part(".state").textContent = session.state;
      part(".state").dataset.state = session.state;
      part(".blank").textContent = session.models.length === 0 ? "no model" : "";
      const { viewer, last_command: last } = session;
      part("dl").replaceChildren(...rows([
        ...session.models.map((/** @type {any} */ model) => [model.model_id, `${seconds(model.time ?? 0)}, ${model.step.toLocaleString()} steps`]),
        ["process", viewer ? `${viewer.pid}, ${mebibytes(viewer.rss_mib)}` : "none"],
        ["restarts", String(viewer?.restarts ?? 0)],
        ["last call", last ? `${last.tool}: ${last.outcome}` : null],
        ["failed because", session.failed_because ?? null],
      ]));
      wanted = session.state === "ready" && viewer && session.models.length > 0 ? JSON.stringify([viewer.pid, session.models, last]) : drawn;
    },
    /** Draws it anew where something may have moved and somebody can see it. */
    async draw() {
      const { top, bottom } = root.getBoundingClientRect();
      if (isBusy || wanted === drawn || bottom < 0 || top > innerHeight) return;
      isBusy = true;
      const drawing = wanted;
      try {
        const answer = await fetch(`dashboard/thumbnail/${id}`, { cache: "no-store" });
        if (answer.status !== 200) return;
        const old = picture.src;
        picture.src = URL.createObjectURL(await answer.blob());
        if (old) URL.revokeObjectURL(old);
        drawn = drawing;
      } catch {
        // The server is on its way; the next round draws it.
      } finally {
        isBusy = false;
      }
    },
  };
}

/** A session without a process. */
export function parked(/** @type {any} */ session) {
  const item = document.createElement("li");
  const link = make("a", session.label ?? session.session_id);
  link.href = pageOf(session.session_id);
  link.title = session.session_id;
  const used = make("span", `${session.state === "elsewhere" ? "another server's, " : ""}last used ${clock.format(new Date(session.last_activity))}`, "id");
  item.append(link, used);
  return item;
}

/** A process that was lost, and what came of it. */
export function fault(/** @type {any} */ lost) {
  const item = document.createElement("li");
  const when = make("time", clock.format(new Date(lost.at)));
  when.dateTime = lost.at;
  const how = lost.signal ?? (lost.exit_code === null ? lost.kind : `exit code ${lost.exit_code}`);
  const came = lost.recovered_in_ms === null
    ? make("span", "not recovered yet", "bad")
    : make("span", `back in ${lost.recovered_in_ms.toFixed(0)} ms${lost.exact ? ", bit for bit" : ""}`, "good");
  item.append(when, document.createElement("br"), make("strong", lost.name), `: ${how}${lost.command ? ` during ${lost.command}` : ""}`, document.createElement("br"), came);
  return item;
}
