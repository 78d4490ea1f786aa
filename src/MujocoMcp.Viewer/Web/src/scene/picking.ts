import * as THREE from "three";
import type { Drawn } from "./geoms.ts";
import type { Stage } from "./stage.ts";

/** What a pointer is on. */
export interface Hit {
  drawn: Drawn;
  /** World frame, m. */
  point: THREE.Vector3;
}

const ray = new THREE.Raycaster();

/** Aims a ray from the camera through a point of the canvas, in CSS pixels. */
function aim(stage: Stage, x: number, y: number): THREE.Ray {
  const { width, height } = stage.size;
  ray.setFromCamera(new THREE.Vector2((x / width) * 2 - 1, 1 - (y / height) * 2), stage.viewpoint.camera);
  return ray.ray;
}

/** The nearest geom of a body there, looking through decoration; null for none. */
export function pick(stage: Stage, x: number, y: number): Hit | null {
  aim(stage, x, y);
  stage.scene.updateMatrixWorld();
  const objects = [...stage.geoms.visible()].filter(({ drawn }) => drawn.body >= 0).map(({ object }) => object);
  const hit = ray.intersectObjects(objects, false)[0];
  return hit ? { drawn: hit.object.userData["drawn"] as Drawn, point: hit.point } : null;
}

/** Where the ray through a point of the canvas meets the plane through `through` that faces the camera. */
export function onFacingPlane(stage: Stage, x: number, y: number, through: THREE.Vector3): THREE.Vector3 | null {
  const facing = stage.viewpoint.camera.getWorldDirection(new THREE.Vector3());
  const plane = new THREE.Plane().setFromNormalAndCoplanarPoint(facing, through);
  return aim(stage, x, y).intersectPlane(plane, new THREE.Vector3());
}

/** Where a point of the world is in the picture, CSS pixels. */
export function project(stage: Stage, point: THREE.Vector3): { x: number; y: number } {
  const at = point.clone().project(stage.viewpoint.camera);
  return { x: (at.x * 0.5 + 0.5) * stage.size.width, y: (0.5 - at.y * 0.5) * stage.size.height };
}
