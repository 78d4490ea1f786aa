const headerBytes = 32;
const version = 1;

export interface MeshAsset {
  vertex: Float32Array;
  normal: Float32Array | null;
  texcoord: Float32Array | null;
  face: Uint32Array;
  hull: Uint32Array;
}

export interface HfieldAsset {
  rows: number;
  columns: number;
  /** Half extents along x and y, height, thickness of the base, m. */
  size: Float32Array;
  data: Float32Array;
}

export interface TextureAsset {
  width: number;
  height: number;
  channels: number;
  /** 0: flat, 1: cube, 2: sky. */
  kind: number;
  pixels: Uint8Array;
}

export interface SkinAsset {
  rgba: Float32Array;
  vertex: Float32Array;
  texcoord: Float32Array | null;
  face: Uint32Array;
  material: number;
}

/** Reads an asset's arrays one after the other. */
class Reader {
  private at = headerBytes;
  readonly words: Uint32Array;

  constructor(private readonly buffer: ArrayBuffer, magic: string) {
    const name = new TextDecoder().decode(new Uint8Array(buffer, 0, 4));
    this.words = new Uint32Array(buffer, 8, 6);
    if (name !== magic || new Uint32Array(buffer, 4, 1)[0] !== version) throw new Error(`An asset is ${name}, not ${magic} ${version}.`);
  }

  word(index: number): number {
    return this.words[index]!;
  }

  floats(count: number): Float32Array {
    return new Float32Array(this.buffer, this.advance(4 * count), count);
  }

  indices(count: number): Uint32Array {
    return new Uint32Array(this.buffer, this.advance(4 * count), count);
  }

  bytes(count: number): Uint8Array {
    return new Uint8Array(this.buffer, this.advance(count), count);
  }

  private advance(bytes: number): number {
    const from = this.at;
    this.at += bytes;
    return from;
  }
}

async function load(url: string, magic: string): Promise<Reader> {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return new Reader(await answer.arrayBuffer(), magic);
}

const address = (digest: string, kind: string, id: number) => `assets/${digest}/${kind}/${id}`;

export async function loadMesh(digest: string, id: number): Promise<MeshAsset> {
  const reader = await load(address(digest, "mesh", id), "MJMH");
  const [vertices, faces] = [reader.word(0), reader.word(1)];
  return {
    vertex: reader.floats(3 * vertices),
    normal: reader.word(2) ? reader.floats(3 * vertices) : null,
    texcoord: reader.word(3) ? reader.floats(2 * vertices) : null,
    face: reader.indices(3 * faces),
    hull: reader.indices(3 * reader.word(4)),
  };
}

export async function loadHfield(digest: string, id: number): Promise<HfieldAsset> {
  const reader = await load(address(digest, "hfield", id), "MJHF");
  const [rows, columns] = [reader.word(0), reader.word(1)];
  return { rows, columns, size: reader.floats(4), data: reader.floats(rows * columns) };
}

export async function loadTexture(digest: string, id: number): Promise<TextureAsset> {
  const reader = await load(address(digest, "texture", id), "MJTX");
  const [width, height, channels] = [reader.word(0), reader.word(1), reader.word(2)];
  return { width, height, channels, kind: reader.word(3), pixels: reader.bytes(width * height * channels) };
}

export async function loadSkin(digest: string, id: number): Promise<SkinAsset> {
  const reader = await load(address(digest, "skin", id), "MJSK");
  const [vertices, faces] = [reader.word(0), reader.word(1)];
  return {
    rgba: reader.floats(4),
    vertex: reader.floats(3 * vertices),
    texcoord: reader.word(2) ? reader.floats(2 * vertices) : null,
    face: reader.indices(3 * faces),
    material: reader.word(3) - 1,
  };
}
