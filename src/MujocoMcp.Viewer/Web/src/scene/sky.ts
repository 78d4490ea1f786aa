import * as THREE from "three";

const vertex = /* glsl */ `
varying vec3 direction;
void main() {
  direction = position;
  vec4 clip = projectionMatrix * mat4(mat3(modelViewMatrix)) * vec4(position, 1.0);
  gl_Position = clip.xyww;
}`;

// MuJoCo's sky has its poles along z; a cube map's are along y.
const fragment = /* glsl */ `
uniform samplerCube sky;
varying vec3 direction;
void main() { gl_FragColor = textureCube(sky, vec3(direction.x, direction.z, -direction.y)); }`;

/** The model's sky, around the camera wherever it stands. */
export function makeSky(texture: THREE.CubeTexture): THREE.Mesh {
  const material = new THREE.ShaderMaterial({
    uniforms: { sky: { value: texture } },
    vertexShader: vertex,
    fragmentShader: fragment,
    side: THREE.BackSide,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
  });
  const mesh = new THREE.Mesh(new THREE.BoxGeometry(2, 2, 2), material);
  mesh.frustumCulled = false;
  mesh.renderOrder = -1000;
  mesh.name = "sky";
  return mesh;
}
