import * as THREE from "three";
import type { Material } from "../net/messages.ts";
import { isLine } from "./shapes.ts";
import { laid } from "./textures.ts";

export type Triple = readonly [number, number, number];

/** What of a geom decides how its surface looks. */
export interface Surface {
  type: number;
  /** Four bytes each, lowest first: r g b a, and emission, specular, shininess, reflectance. */
  rgba: number;
  finish: number;
  material: Material | undefined;
  /** A texture that is uniform repeats by metres, not by shapes. */
  size: Triple;
  /** Whether its mesh has texture coordinates of its own. */
  hasTexcoord: boolean;
}

/** MuJoCo's is OpenGL's fixed lighting: three.js's highlight is brighter by this much. */
const highlightGain = (shininess: number) => 0.25 * (shininess / 2 + 1);

const opaque = 254; // of 255
const maxMaterials = 2048;
const part = (bytes: number, index: number) => ((bytes >>> (8 * index)) & 255) / 255;

/** Materials, one for all geoms that look alike. */
export class Materials {
  private readonly byKey = new Map<string, THREE.Material>();
  private textures: ReadonlyMap<number, THREE.Texture> = new Map();
  /** Changes whenever a material that was handed out may be out of date. */
  revision = 0;
  wireframe = false;
  useTextures = true;

  /** Forgets everything; the textures are a new model's. */
  reset(textures: ReadonlyMap<number, THREE.Texture>): void {
    this.textures = textures;
    this.clear();
  }

  clear(): void {
    for (const material of this.byKey.values()) material.dispose();
    this.byKey.clear();
    this.revision++;
  }

  of(surface: Surface): THREE.Material {
    const texture = this.useTextures && surface.material ? this.textures.get(surface.material.texture) : undefined;
    const scale = texture ? scaleOf(surface) : null;
    const key = `${isLine(surface.type) ? "line" : "solid"} ${surface.rgba} ${surface.finish} ${texture ? surface.material!.texture : -1} ${scale?.join() ?? ""} ${surface.hasTexcoord}`;
    let material = this.byKey.get(key);
    if (!material) {
      if (this.byKey.size >= maxMaterials) this.clear();
      material = isLine(surface.type) ? lineMaterial(surface) : this.solid(surface, texture, scale ?? [1, 1, 1]);
      this.byKey.set(key, material);
    }
    return material;
  }

  private solid(surface: Surface, texture: THREE.Texture | undefined, scale: Triple): THREE.Material {
    const color = colorOf(surface);
    const shininess = Math.max(1, part(surface.finish, 2) * 128);
    const isOpaque = surface.rgba >>> 24 >= opaque;
    const material = new THREE.MeshPhongMaterial({
      color,
      emissive: color.clone().multiplyScalar(part(surface.finish, 0)),
      specular: new THREE.Color().setScalar(part(surface.finish, 1) / highlightGain(shininess)),
      shininess,
      transparent: !isOpaque,
      opacity: part(surface.rgba, 3),
      depthWrite: isOpaque,
      side: THREE.DoubleSide,
      wireframe: this.wireframe,
    });
    if (texture instanceof THREE.CubeTexture) wrapInCube(material, texture, scale);
    else if (texture) material.map = surface.hasTexcoord ? texture : laid(texture, scale[0], scale[1]);
    return material;
  }
}

function colorOf(surface: Surface): THREE.Color {
  return new THREE.Color(part(surface.rgba, 0), part(surface.rgba, 1), part(surface.rgba, 2));
}

function scaleOf({ material, size }: Surface): Triple {
  const factor = (axis: 0 | 1 | 2) => (material!.texuniform && size[axis] > 0 ? size[axis] : 1);
  return [material!.texrepeat[0] * factor(0) || 1, material!.texrepeat[1] * factor(1) || 1, factor(2)];
}

function lineMaterial(surface: Surface): THREE.LineBasicMaterial {
  const alpha = part(surface.rgba, 3);
  return new THREE.LineBasicMaterial({ color: colorOf(surface), transparent: alpha < 1, opacity: alpha });
}

/** A cube texture on a shape is looked up by the direction of each point from the shape's centre. */
function wrapInCube(material: THREE.MeshPhongMaterial, texture: THREE.CubeTexture, scale: Triple): void {
  material.onBeforeCompile = (shader) => {
    shader.uniforms["cubeTexture"] = { value: texture };
    shader.uniforms["cubeScale"] = { value: new THREE.Vector3(...scale) };
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", "#include <common>\nvarying vec3 cubeDirection;\nuniform vec3 cubeScale;")
      .replace("#include <begin_vertex>", "#include <begin_vertex>\ncubeDirection = position * cubeScale;");
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", "#include <common>\nvarying vec3 cubeDirection;\nuniform samplerCube cubeTexture;")
      .replace("#include <map_fragment>", "diffuseColor.rgb *= textureCube(cubeTexture, cubeDirection).rgb;");
  };
  material.customProgramCacheKey = () => "cube";
}
