import * as THREE from "three";
import { Category, GeomBits, Section, Stands, type Frame } from "../net/frame.ts";
import type { Model } from "../net/messages.ts";
import { Library } from "./library.ts";
import { Materials, type Triple } from "./materials.ts";
import { capsuleShape, GeomType, isLine, unitShape } from "./shapes.ts";

/** What is known of a drawn geom. */
export interface Drawn {
  type: number;
  category: number;
  stands: number;
  id: number;
  /** The body it belongs to; -1 for none. */
  body: number;
}

interface Slot {
  object: THREE.Mesh | THREE.LineSegments;
  drawn: Drawn;
  look: string;
  revision: number;
}

const unitSize: Triple = [1, 1, 1];
const neverSmaller = 1e-6; // an object of no size has no inverse

/** The geoms of a frame as objects of three.js: one object a place in the frame's list, used again from frame to frame. */
export class Geoms {
  readonly group = new THREE.Group();
  private readonly slots: Slot[] = [];
  private count = 0;
  private model: Model | null = null;
  private library = new Library();

  constructor(private readonly materials: Materials) {
    this.group.name = "geoms";
  }

  reset(model: Model | null, library: Library): void {
    this.group.clear();
    this.slots.length = 0;
    this.count = 0;
    [this.model, this.library] = [model, library];
  }

  /** The objects that are drawn. */
  *visible(): Generator<{ object: THREE.Object3D; drawn: Drawn }> {
    for (let i = 0; i < this.count; i++) if (this.slots[i]!.object.visible) yield this.slots[i]!;
  }

  /** Where the geom at a place of the frame's list is. */
  positionOf(index: number): THREE.Vector3 | null {
    return index < this.count ? this.slots[index]!.object.position : null;
  }

  update(frame: Frame, eye: THREE.Vector3): void {
    const count = frame.count(Section.geoms);
    for (let i = 0; i < count; i++) this.take(frame, frame.at(Section.geoms, i), i, eye);
    for (let i = count; i < this.count; i++) this.slots[i]!.object.visible = false;
    this.count = count;
  }

  private take(frame: Frame, at: number, index: number, eye: THREE.Vector3): void {
    const type = frame.u8(at);
    const slot = this.slotFor(index, isLine(type));
    const { object, drawn } = slot;
    [drawn.type, drawn.category, drawn.stands, drawn.id] = [type, frame.u8(at + 1), frame.u8(at + 2), frame.i32(at + 4)];
    drawn.body = this.bodyOf(drawn);
    const bits = frame.u8(at + 3);
    const dataId = frame.i32(at + 8);
    const size = frame.triple(at + 16);
    const shape = this.shapeOf(type, dataId, (bits & GeomBits.hull) !== 0, size);
    object.visible = shape !== undefined;
    if (!shape) return;

    object.geometry = shape;
    object.position.set(frame.f32(at + 28), frame.f32(at + 32), frame.f32(at + 36));
    object.quaternion.set(frame.f32(at + 44), frame.f32(at + 48), frame.f32(at + 52), frame.f32(at + 40));
    const drawnSize = type === GeomType.plane ? this.spread(object, size, frame.i32(at + 12), eye) : size;
    this.scale(object, type, drawnSize);
    this.dress(slot, frame, at, drawnSize, (bits & GeomBits.texcoord) !== 0, size);
    const solid = drawn.category !== Category.decoration;
    object.castShadow = solid && type !== GeomType.plane && frame.u8(at + 59) >= 254;
    object.receiveShadow = solid;
  }

  private slotFor(index: number, line: boolean): Slot {
    const old = this.slots[index];
    if (old && old.object instanceof THREE.LineSegments === line) return old;
    if (old) this.group.remove(old.object);
    const object = line ? new THREE.LineSegments() : new THREE.Mesh();
    const slot: Slot = { object, drawn: { type: 0, category: 0, stands: 0, id: -1, body: -1 }, look: "", revision: -1 };
    object.userData["drawn"] = slot.drawn;
    this.slots[index] = slot;
    this.group.add(object);
    return slot;
  }

  private bodyOf({ stands, id, category }: Drawn): number {
    if (!this.model || category === Category.decoration) return -1;
    if (stands === Stands.geom) return this.model.geoms.body[id] ?? -1;
    if (stands === Stands.site) return this.model.sites.body[id] ?? -1;
    return stands === Stands.body ? id : -1;
  }

  private shapeOf(type: number, dataId: number, hull: boolean, size: Triple): THREE.BufferGeometry | undefined {
    switch (type) {
      case GeomType.mesh:
      case GeomType.sdf: return this.library.mesh(dataId, hull);
      case GeomType.hfield: return this.library.hfield(dataId);
      case GeomType.capsule: return capsuleShape(size[2] / Math.max(size[0], neverSmaller));
      default: return unitShape(type);
    }
  }

  /** A plane without an end goes to the horizon, and moves with the camera by whole repeats of its texture, as MuJoCo's does. */
  private spread(plane: THREE.Object3D, size: Triple, materialId: number, eye: THREE.Vector3): Triple {
    if (!this.model || (size[0] > 0 && size[1] > 0)) return size;
    const far = this.model.zfar * this.model.extent;
    const repeat = this.model.materials[materialId]?.texrepeat;
    const shift = new THREE.Vector3();
    const local = eye.clone().sub(plane.position).applyQuaternion(plane.quaternion.clone().invert());
    for (const axis of [0, 1] as const) {
      if (size[axis] > 0) continue;
      const step = repeat && repeat[axis] > 0 ? 2 / repeat[axis] : 1;
      shift.setComponent(axis, Math.round(local.getComponent(axis) / (2 * step)) * 2 * step);
    }
    plane.position.add(shift.applyQuaternion(plane.quaternion));
    return [size[0] > 0 ? size[0] : far, size[1] > 0 ? size[1] : far, 1];
  }

  private scale(object: THREE.Object3D, type: number, size: Triple): void {
    const at = (axis: 0 | 1 | 2) => Math.max(size[axis], neverSmaller);
    switch (type) {
      case GeomType.mesh:
      case GeomType.sdf:
      case GeomType.hfield: object.scale.setScalar(1); break;
      case GeomType.capsule: object.scale.setScalar(at(0)); break;
      case GeomType.plane: object.scale.set(at(0), at(1), 1); break;
      case GeomType.line: object.scale.set(1, 1, at(2)); break;
      default: object.scale.set(at(0), at(1), at(2));
    }
  }

  private dress(slot: Slot, frame: Frame, at: number, drawnSize: Triple, hasTexcoord: boolean, size: Triple): void {
    const [rgba, finish, materialId] = [frame.u32(at + 56), frame.u32(at + 60), frame.i32(at + 12)];
    const material = this.model?.materials[materialId];
    const type = slot.drawn.type;
    const textured = material !== undefined && material.texture >= 0;
    const look = `${type} ${rgba} ${finish} ${materialId} ${hasTexcoord} ${textured ? drawnSize.join() : ""}`;
    if (slot.look === look && slot.revision === this.materials.revision) return;
    [slot.look, slot.revision] = [look, this.materials.revision];
    const isEndless = type === GeomType.plane && !(size[0] > 0 && size[1] > 0);
    const surface = { type, rgba, finish, hasTexcoord, size: sizeForTexture(type, drawnSize), material: isEndless && material ? { ...material, texuniform: true } : material };
    slot.object.material = this.materials.of(surface);
    slot.revision = this.materials.revision;
  }
}

/** By how much the shape's own coordinates are scaled: only unit shapes are. */
const sizeForTexture = (type: number, size: Triple): Triple => (type === GeomType.mesh || type === GeomType.hfield || type === GeomType.sdf ? unitSize : type === GeomType.capsule ? [size[0], size[0], size[0]] : size);
