import * as THREE from "three";
import { Section, type Frame } from "../net/frame.ts";
import type { Model } from "../net/messages.ts";
import { Signal } from "../signal.ts";
import { limit, place, placeFree, poseOf, upOf, forwardOf, type FreeView } from "./camera.ts";

/** Where a person looks from. */
export type Watching = { from: "free" } | { from: "body"; body: number } | { from: "camera"; camera: number };

const turnPerPixel = 0.3; // degrees

/** The page's camera: free, following a body, or one of the model's. */
export class Viewpoint {
  readonly camera = new THREE.PerspectiveCamera(45, 1, 0.01, 100);
  readonly changed = new Signal<void>();
  watching: Watching = { from: "free" };
  view: FreeView = { lookat: [0, 0, 0], distance: 2, azimuth: 90, elevation: -45 };
  private model: Model | null = null;
  private frame: Frame | null = null;

  reset(model: Model, keepView: boolean): void {
    this.model = model;
    if (!keepView) this.home();
    this.apply();
  }

  /** Back to where the model is seen whole. */
  home(): void {
    if (!this.model) return;
    const { lookat, distance, azimuth, elevation } = this.model.free_camera;
    // In a picture that is higher than wide the model would stand out at the sides.
    const narrow = Math.max(1, 1 / this.camera.aspect);
    this.watching = { from: "free" };
    this.view = { lookat: [...lookat], distance: distance * narrow, azimuth, elevation };
    this.apply();
    this.changed.emit();
  }

  watch(watching: Watching): void {
    this.watching = watching;
    this.apply();
    this.changed.emit();
  }

  set(view: Partial<FreeView>): void {
    this.view = limit({ ...this.view, ...view });
    this.apply();
    this.changed.emit();
  }

  /** The camera of the next frame. */
  follow(frame: Frame): void {
    this.frame = frame;
    if (this.watching.from !== "free") this.apply();
  }

  resize(aspect: number): void {
    this.camera.aspect = aspect;
    this.apply();
  }

  /** Turns the camera; pixels that a pointer moved. */
  turn(x: number, y: number): void {
    this.leaveFixed();
    this.set({ azimuth: this.view.azimuth - x * turnPerPixel, elevation: this.view.elevation - y * turnPerPixel });
  }

  /** Moves the camera in its picture; pixels. */
  pan(x: number, y: number, height: number): void {
    this.leaveFixed();
    if (this.watching.from === "body") this.watching = { from: "free" };
    const metresPerPixel = (2 * this.view.distance * Math.tan((this.camera.fov * Math.PI) / 360)) / height;
    const up = upOf(this.view);
    const right = forwardOf(this.view).cross(up);
    const move = right.multiplyScalar(-x * metresPerPixel).addScaledVector(up, y * metresPerPixel);
    this.set({ lookat: new THREE.Vector3(...this.view.lookat).add(move).toArray() });
  }

  /** Nearer (below 1) or farther. */
  zoom(factor: number): void {
    this.leaveFixed();
    const [least, most] = this.model ? [0.01 * this.model.extent, 20 * this.model.extent] : [0.01, 100];
    this.set({ distance: Math.min(most, Math.max(least, this.view.distance * factor)) });
  }

  /** A person who turns a fixed camera goes on freely from where it stands. */
  private leaveFixed(): void {
    if (this.watching.from !== "camera") return;
    const forward = this.camera.getWorldDirection(new THREE.Vector3());
    const distance = this.view.distance;
    this.watching = { from: "free" };
    this.view = limit({
      lookat: this.camera.position.clone().addScaledVector(forward, distance).toArray(),
      distance,
      azimuth: (Math.atan2(forward.y, forward.x) * 180) / Math.PI,
      elevation: (Math.asin(Math.max(-1, Math.min(1, forward.z))) * 180) / Math.PI,
    });
  }

  private apply(): void {
    const { model, camera, watching } = this;
    if (model) {
      camera.fov = watching.from === "camera" ? (model.cameras[watching.camera]?.fovy ?? model.fovy) : model.fovy;
      [camera.near, camera.far] = [model.znear * model.extent, model.zfar * model.extent];
    }
    camera.updateProjectionMatrix();
    const pose = watching.from === "camera" ? this.frame?.pose(Section.cameras, watching.camera) : null;
    if (pose) {
      place(camera, poseOf(pose.position, pose.quaternion));
      return;
    }
    const body = watching.from === "body" ? this.frame?.pose(Section.bodies, watching.body) : null;
    if (body) this.view = { ...this.view, lookat: body.position };
    placeFree(camera, this.view);
  }
}
