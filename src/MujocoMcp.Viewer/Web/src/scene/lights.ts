import * as THREE from "three";

/** A light as mjvLight has it; colours 0-1, world frame. */
export interface LightData {
  position: readonly [number, number, number];
  direction: readonly [number, number, number];
  headlight: boolean;
  directional: boolean;
  castshadow: boolean;
  /** Degrees. */
  cutoff: number;
  exponent: number;
  attenuation: readonly [number, number, number];
  ambient: readonly [number, number, number];
  diffuse: readonly [number, number, number];
}

// three.js divides reflected light by pi; OpenGL, whose colours MuJoCo's are, doesn't.
const gain = Math.PI;
const shadowMapSize = 2048;

/** The model's lights. */
export class Lights {
  readonly group = new THREE.Group();
  private readonly ambient = new THREE.AmbientLight(0xffffff, gain);
  private lights: (THREE.DirectionalLight | THREE.SpotLight)[] = [];
  private data: LightData[] = [];
  shadows = true;

  constructor() {
    this.group.name = "lights";
    this.group.add(this.ambient);
  }

  /** Takes the lights of a frame. */
  update(data: LightData[], camera: THREE.Camera, center: THREE.Vector3, extent: number): void {
    const kinds = (lights: LightData[]) => lights.map((light) => `${light.directional || light.headlight}${light.castshadow}`).join();
    if (kinds(data) !== kinds(this.data) || data.length !== this.lights.length) this.rebuild(data);
    this.data = data;
    const ambient = data.length > 0 ? data.reduce((sum, light) => sum.map((part, i) => part + light.ambient[i]!), [0, 0, 0]) : [0.3, 0.3, 0.3];
    this.ambient.color.setRGB(ambient[0]!, ambient[1]!, ambient[2]!);
    data.forEach((light, i) => this.aim(this.lights[i]!, light, camera, center, extent));
  }

  private rebuild(data: LightData[]): void {
    for (const light of this.lights) {
      this.group.remove(light, light.target);
      light.dispose();
    }
    this.lights = data.map((light) => (light.directional || light.headlight ? new THREE.DirectionalLight() : new THREE.SpotLight()));
    for (const light of this.lights) {
      light.shadow.mapSize.set(shadowMapSize, shadowMapSize);
      light.shadow.bias = -0.0005;
      light.shadow.normalBias = 0.01;
      this.group.add(light, light.target);
    }
  }

  private aim(light: THREE.DirectionalLight | THREE.SpotLight, data: LightData, camera: THREE.Camera, center: THREE.Vector3, extent: number): void {
    light.color.setRGB(...data.diffuse);
    light.intensity = gain;
    light.castShadow = this.shadows && data.castshadow && !data.headlight;
    const direction = data.headlight ? camera.getWorldDirection(new THREE.Vector3()) : new THREE.Vector3(...data.direction).normalize();
    light.position.set(...data.position);
    if (data.headlight) light.position.copy(camera.position);
    else if (data.directional) light.position.copy(center).addScaledVector(direction, -2 * extent);
    light.target.position.copy(light.position).add(direction);
    light.target.updateMatrixWorld();
    if (light instanceof THREE.SpotLight) this.spot(light, data, extent);
    else if (light.castShadow) this.box(light, extent);
  }

  private spot(light: THREE.SpotLight, data: LightData, extent: number): void {
    light.angle = Math.min(data.cutoff, 89) * (Math.PI / 180);
    light.penumbra = Math.min(1, data.exponent / 20);
    light.decay = data.attenuation[2] > 0 ? 2 : data.attenuation[1] > 0 ? 1 : 0;
    const { near, far } = light.shadow.camera;
    const wanted = [0.05 * extent, 20 * extent];
    if (near !== wanted[0] || far !== wanted[1]) {
      [light.shadow.camera.near, light.shadow.camera.far] = wanted as [number, number];
      light.shadow.camera.updateProjectionMatrix();
    }
  }

  private box(light: THREE.DirectionalLight, extent: number): void {
    const camera = light.shadow.camera;
    if (camera.right === extent) return;
    [camera.left, camera.right, camera.bottom, camera.top] = [-extent, extent, -extent, extent];
    [camera.near, camera.far] = [0.01 * extent, 5 * extent];
    camera.updateProjectionMatrix();
  }
}
