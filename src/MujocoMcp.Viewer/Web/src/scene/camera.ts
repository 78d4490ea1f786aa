import * as THREE from "three";

/** A free camera as MuJoCo describes it; angles in degrees. Azimuth 90 looks along +y, elevation -90 down. */
export interface FreeView {
  lookat: [number, number, number];
  distance: number;
  azimuth: number;
  elevation: number;
}

/** A camera that stands somewhere, looking along -z of its own frame with y up. */
export interface Pose {
  position: readonly [number, number, number];
  forward: readonly [number, number, number];
  up: readonly [number, number, number];
}

const radians = Math.PI / 180;

/** Where a free camera looks. */
export function forwardOf(view: FreeView): THREE.Vector3 {
  const [azimuth, elevation] = [view.azimuth * radians, view.elevation * radians];
  return new THREE.Vector3(Math.cos(elevation) * Math.cos(azimuth), Math.cos(elevation) * Math.sin(azimuth), Math.sin(elevation));
}

/** What is up in its picture; defined at the poles as well. */
export function upOf(view: FreeView): THREE.Vector3 {
  const [azimuth, elevation] = [view.azimuth * radians, view.elevation * radians];
  return new THREE.Vector3(-Math.sin(elevation) * Math.cos(azimuth), -Math.sin(elevation) * Math.sin(azimuth), Math.cos(elevation));
}

/** Puts a camera where a free view has it. */
export function placeFree(camera: THREE.Camera, view: FreeView): void {
  const forward = forwardOf(view);
  const position = new THREE.Vector3(...view.lookat).addScaledVector(forward, -view.distance);
  place(camera, { position: position.toArray(), forward: forward.toArray(), up: upOf(view).toArray() });
}

/** Puts a camera at a pose. */
export function place(camera: THREE.Camera, pose: Pose): void {
  const back = new THREE.Vector3(...pose.forward).normalize().negate();
  const right = new THREE.Vector3(...pose.up).cross(back).normalize();
  const up = back.clone().cross(right);
  camera.position.set(...pose.position);
  camera.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(right, up, back));
  camera.updateMatrixWorld();
}

/** The view that looks from where it stands to a point of the world. */
export function limit(view: FreeView): FreeView {
  const turn = ((view.azimuth % 360) + 360) % 360;
  return { ...view, azimuth: turn > 180 ? turn - 360 : turn, elevation: Math.max(-90, Math.min(90, view.elevation)) };
}

/** The pose of a frame (quaternion w x y z) that looks along its own -z. */
export function poseOf(position: ArrayLike<number>, quaternion: ArrayLike<number>): Pose {
  const turn = new THREE.Quaternion(quaternion[1]!, quaternion[2]!, quaternion[3]!, quaternion[0]!);
  return {
    position: [position[0]!, position[1]!, position[2]!],
    forward: new THREE.Vector3(0, 0, -1).applyQuaternion(turn).toArray(),
    up: new THREE.Vector3(0, 1, 0).applyQuaternion(turn).toArray(),
  };
}
