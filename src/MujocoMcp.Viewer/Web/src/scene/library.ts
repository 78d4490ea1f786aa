import * as THREE from "three";
import { loadHfield, loadMesh, loadSkin, loadTexture, type HfieldAsset, type MeshAsset, type SkinAsset } from "../net/assets.ts";
import type { Model } from "../net/messages.ts";
import { mapByPosition } from "./shapes.ts";
import { makeTexture } from "./textures.ts";

const attribute = (array: Float32Array, size: number) => new THREE.BufferAttribute(array, size);
const index = (array: Uint32Array) => new THREE.BufferAttribute(array, 1);

function shapeOf(mesh: MeshAsset, face: Uint32Array, normal: Float32Array | null): THREE.BufferGeometry {
  const shape = new THREE.BufferGeometry().setAttribute("position", attribute(mesh.vertex, 3)).setIndex(index(face));
  if (mesh.texcoord) shape.setAttribute("uv", attribute(mesh.texcoord, 2));
  else mapByPosition(shape);
  if (normal) shape.setAttribute("normal", attribute(normal, 3));
  else shape.computeVertexNormals();
  return shape;
}

function facets(mesh: MeshAsset): THREE.BufferGeometry {
  const shape = new THREE.BufferGeometry().setAttribute("position", attribute(mesh.vertex, 3)).setIndex(index(mesh.hull)).toNonIndexed();
  shape.computeVertexNormals();
  return mapByPosition(shape);
}

function terrain({ rows, columns, size, data }: HfieldAsset): THREE.BufferGeometry {
  const [halfX, halfY, top, base] = [size[0]!, size[1]!, size[2]!, size[3]!];
  const position: number[] = [];
  const face: number[] = [];
  const point = (x: number, y: number, z: number) => position.push(x, y, z) / 3 - 1;
  const x = (column: number) => halfX * ((2 * column) / (columns - 1) - 1);
  const y = (row: number) => halfY * ((2 * row) / (rows - 1) - 1);
  const height = (row: number, column: number) => top * data[row * columns + column]!;
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) point(x(column), y(row), height(row, column));
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const at = row * columns + column;
      face.push(at, at + 1, at + columns, at + 1, at + columns + 1, at + columns);
    }
  }
  // The sides have corners of their own, so that the edge stays sharp.
  const wall = (row1: number, column1: number, row2: number, column2: number) => {
    const corners = [point(x(column1), y(row1), -base), point(x(column2), y(row2), -base), point(x(column2), y(row2), height(row2, column2)), point(x(column1), y(row1), height(row1, column1))];
    face.push(corners[0]!, corners[1]!, corners[2]!, corners[0]!, corners[2]!, corners[3]!);
  };
  for (let column = 0; column < columns - 1; column++) {
    wall(0, column, 0, column + 1);
    wall(rows - 1, column + 1, rows - 1, column);
  }
  for (let row = 0; row < rows - 1; row++) {
    wall(row + 1, 0, row, 0);
    wall(row, columns - 1, row + 1, columns - 1);
  }
  const shape = new THREE.BufferGeometry().setAttribute("position", attribute(new Float32Array(position), 3)).setIndex(face);
  shape.computeVertexNormals();
  return mapByPosition(shape);
}

/** A model's meshes, height fields, textures and skins. */
export class Library {
  readonly textures = new Map<number, THREE.Texture>();
  readonly skins = new Map<number, SkinAsset>();
  sky: THREE.CubeTexture | null = null;
  private readonly meshes = new Map<number, THREE.BufferGeometry>();
  private readonly hulls = new Map<number, THREE.BufferGeometry>();
  private readonly hfields = new Map<number, THREE.BufferGeometry>();

  /** Loads all of a model's assets; what can't be had is left out and told. */
  static async load(model: Model, failed: (reason: Error) => void): Promise<Library> {
    const library = new Library();
    const each = <T extends { id: number }>(elements: T[], take: (element: T) => Promise<void>) => elements.map((element) => take(element).catch(failed));
    await Promise.all([
      ...each(model.meshes, async ({ id }) => {
        const mesh = await loadMesh(model.digest, id);
        library.meshes.set(id, shapeOf(mesh, mesh.face, mesh.normal));
        if (mesh.hull.length > 0) library.hulls.set(id, facets(mesh));
      }),
      ...each(model.hfields, async ({ id }) => void library.hfields.set(id, terrain(await loadHfield(model.digest, id)))),
      ...each(model.skins, async ({ id }) => void library.skins.set(id, await loadSkin(model.digest, id))),
      ...each(model.textures, async ({ id, kind }) => {
        const texture = makeTexture(await loadTexture(model.digest, id));
        if (kind === "skybox") library.sky ??= texture as THREE.CubeTexture;
        else library.textures.set(id, texture);
      }),
    ]);
    return library;
  }

  mesh(id: number, hull: boolean): THREE.BufferGeometry | undefined {
    return (hull ? this.hulls.get(id) : undefined) ?? this.meshes.get(id);
  }

  hfield(id: number): THREE.BufferGeometry | undefined {
    return this.hfields.get(id);
  }

  dispose(): void {
    for (const shapes of [this.meshes, this.hulls, this.hfields]) for (const shape of shapes.values()) shape.dispose();
    for (const texture of this.textures.values()) texture.dispose();
    this.sky?.dispose();
  }
}
