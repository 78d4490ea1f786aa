const magic = 0x31464a4d; // "MJF1"
const headerBytes = 64;
const entryBytes = 16;

export const Section = { geoms: 1, lights: 2, bodies: 3, cameras: 4, qpos: 5, ctrl: 6, sensors: 7, labels: 8, skinVertices: 9, skinNormals: 10 } as const;

/** What a geom stands for. */
export const Stands = { nothing: 0, body: 1, joint: 2, geom: 3, site: 4, camera: 5, light: 6, tendon: 7, actuator: 8, skin: 9 } as const;

export const GeomBits = { hull: 1, texcoord: 2, selected: 4 } as const;

export const Category = { fixed: 1, dynamic: 2, decoration: 4 } as const;

interface Part {
  stride: number;
  count: number;
  offset: number;
}

const none: Part = { stride: 0, count: 0, offset: 0 };
const text = new TextDecoder();

/** One frame of the scene, read in place. */
export class Frame {
  private readonly view: DataView;
  private readonly parts = new Map<number, Part>();

  constructor(readonly buffer: ArrayBuffer) {
    this.view = new DataView(buffer);
    if (buffer.byteLength < headerBytes || this.u32(0) !== magic || this.u32(4) !== buffer.byteLength) throw new Error("This is no frame.");
    for (let i = 0; i < this.u32(60); i++) {
      const at = headerBytes + i * entryBytes;
      this.parts.set(this.view.getUint16(at, true), { stride: this.view.getUint16(at + 2, true), count: this.u32(at + 4), offset: this.u32(at + 8) });
    }
  }

  get sequence() { return this.u32(8); }
  get generation() { return this.u32(12); }
  /** s */
  get time() { return this.view.getFloat64(16, true); }
  get step() { return this.view.getFloat64(24, true); }
  /** J: potential and kinetic. */
  get energy(): [number, number] { return [this.view.getFloat64(32, true), this.view.getFloat64(40, true)]; }
  get realTimeFactor() { return this.view.getFloat32(48, true); }
  get contacts() { return this.u32(52); }
  get playing() { return (this.u32(56) & 1) !== 0; }
  get held() { return (this.u32(56) & 2) !== 0; }

  count(kind: number): number {
    return this.part(kind).count;
  }

  /** Where an element begins. */
  at(kind: number, index: number): number {
    const part = this.part(kind);
    return part.offset + index * part.stride;
  }

  u8(at: number) { return this.view.getUint8(at); }
  u32(at: number) { return this.view.getUint32(at, true); }
  i32(at: number) { return this.view.getInt32(at, true); }
  f32(at: number) { return this.view.getFloat32(at, true); }
  triple(at: number): [number, number, number] { return [this.f32(at), this.f32(at + 4), this.f32(at + 8)]; }

  /** The numbers of qpos, ctrl or sensordata. */
  numbers(kind: number): Float64Array {
    const part = this.part(kind);
    return new Float64Array(this.buffer, part.offset, part.count);
  }

  /** Points of skins. */
  points(kind: number): Float32Array {
    const part = this.part(kind);
    return new Float32Array(this.buffer, part.offset, 3 * part.count);
  }

  /** Position and quaternion (w x y z) of a body or camera; null where the frame has none of that id. */
  pose(kind: number, id: number): { position: [number, number, number]; quaternion: [number, number, number, number] } | null {
    if (id < 0 || id >= this.count(kind)) return null;
    const at = this.at(kind, id);
    return { position: this.triple(at), quaternion: [this.f32(at + 12), this.f32(at + 16), this.f32(at + 20), this.f32(at + 24)] };
  }

  /** A label's geom and words. */
  label(index: number): { geom: number; words: string } {
    const at = this.at(Section.labels, index);
    const bytes = new Uint8Array(this.buffer, at + 4, 100);
    const end = bytes.indexOf(0);
    return { geom: this.u32(at), words: text.decode(bytes.subarray(0, end < 0 ? bytes.length : end)) };
  }

  private part(kind: number): Part {
    return this.parts.get(kind) ?? none;
  }
}
