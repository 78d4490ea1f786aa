import * as THREE from "three";
import { mergeGeometries } from "three/addons/utils/BufferGeometryUtils.js";

/** The kinds of geom that a scene can hold, as the protocol numbers them. */
export const GeomType = {
  plane: 0, hfield: 1, sphere: 2, capsule: 3, ellipsoid: 4, cylinder: 5, box: 6, mesh: 7, arrow: 8, arrow1: 9, arrow2: 10,
  line: 11, linebox: 12, skin: 13, label: 14, triangle: 15, flex: 16, sdf: 17,
} as const;

const radialSegments = 32;
const coneRadius = 1.75; // an arrow's head, in radii of its shaft

/** MuJoCo maps 2D textures by the x and y of the shape, whatever the shape: so these are its texture coordinates. */
export function mapByPosition(geometry: THREE.BufferGeometry): THREE.BufferGeometry {
  const position = geometry.getAttribute("position");
  const uv = new Float32Array(2 * position.count);
  for (let i = 0; i < position.count; i++) uv.set([position.getX(i), position.getY(i)], 2 * i);
  return geometry.setAttribute("uv", new THREE.BufferAttribute(uv, 2));
}

// three.js stands its round shapes along y; MuJoCo along z.
const alongZ = (geometry: THREE.BufferGeometry) => geometry.rotateX(Math.PI / 2);

/** A closed cylinder or cone from z = low to high. */
const round = (top: number, bottom: number, low: number, high: number, open = false) =>
  alongZ(new THREE.CylinderGeometry(top, bottom, high - low, radialSegments, 1, open)).translate(0, 0, (low + high) / 2);

const shaft = (head: number) => mergeGeometries([round(1, 1, 0, 1 / 3), round(0, head, 1 / 3, 1 / 2)]);

const lines = (points: number[]) => new THREE.BufferGeometry().setAttribute("position", new THREE.Float32BufferAttribute(points, 3));

function triangle(): THREE.BufferGeometry {
  const geometry = lines([0, 0, 0, 1, 0, 0, 0, 1, 0]);
  geometry.computeVertexNormals();
  return geometry;
}

const make: Record<number, () => THREE.BufferGeometry> = {
  [GeomType.plane]: () => new THREE.PlaneGeometry(2, 2),
  [GeomType.sphere]: () => alongZ(new THREE.SphereGeometry(1, radialSegments, 20)),
  [GeomType.ellipsoid]: () => alongZ(new THREE.SphereGeometry(1, radialSegments, 20)),
  [GeomType.cylinder]: () => round(1, 1, -1, 1),
  [GeomType.box]: () => new THREE.BoxGeometry(2, 2, 2),
  [GeomType.arrow]: () => shaft(coneRadius),
  [GeomType.arrow1]: () => shaft(1),
  [GeomType.arrow2]: () => mergeGeometries([round(1, 1, -1 / 3, 1 / 3), round(0, coneRadius, 1 / 3, 1 / 2), round(coneRadius, 0, -1 / 2, -1 / 3)]),
  [GeomType.line]: () => lines([0, 0, 0, 0, 0, 1]),
  [GeomType.linebox]: () => new THREE.EdgesGeometry(new THREE.BoxGeometry(2, 2, 2)),
  [GeomType.triangle]: triangle,
};

const units = new Map<number, THREE.BufferGeometry>();

/** The shape of a kind with all sizes 1, to be scaled by a geom's size; undefined where the kind has no shape of its own. */
export function unitShape(type: number): THREE.BufferGeometry | undefined {
  let shape = units.get(type);
  if (!shape && make[type]) {
    shape = mapByPosition(make[type]());
    units.set(type, shape);
  }
  return shape;
}

const capsules = new Map<string, THREE.BufferGeometry>();
const maxCapsules = 512; // a tendon's capsules change their length every frame: their shapes aren't kept for ever

/** A capsule of radius 1: its caps stay round, so it can't be a stretched unit shape.
 * @param ratio Half length of the straight part over the radius. */
export function capsuleShape(ratio: number): THREE.BufferGeometry {
  const rounded = ratio < 1 ? Number(ratio.toFixed(3)) : Number(ratio.toPrecision(3));
  const key = String(rounded);
  let shape = capsules.get(key);
  if (!shape) {
    if (capsules.size >= maxCapsules) {
      for (const old of capsules.values()) old.dispose();
      capsules.clear();
    }
    shape = mapByPosition(alongZ(new THREE.CapsuleGeometry(1, 2 * rounded, 10, radialSegments)));
    capsules.set(key, shape);
  }
  return shape;
}

/** True for what is drawn with lines, unlit. */
export const isLine = (type: number) => type === GeomType.line || type === GeomType.linebox;
