import * as THREE from "three";
import { Section, Stands, type Frame } from "../net/frame.ts";
import type { Model } from "../net/messages.ts";
import type { Library } from "./library.ts";
import { GeomType } from "./shapes.ts";

/** The model's skins, whose points come with each frame. */
export class Skins {
  readonly group = new THREE.Group();
  private meshes: { id: number; mesh: THREE.Mesh; from: number; count: number }[] = [];

  constructor() {
    this.group.name = "skins";
  }

  reset(model: Model, library: Library): void {
    for (const { mesh } of this.meshes) mesh.geometry.dispose();
    this.group.clear();
    let from = 0;
    this.meshes = [];
    for (const { id, vertices } of model.skins) {
      const skin = library.skins.get(id);
      if (skin) this.meshes.push({ id, mesh: this.make(id, skin, model, library), from, count: vertices });
      from += vertices;
    }
  }

  update(frame: Frame): void {
    if (this.meshes.length === 0) return;
    const shown = new Set<number>();
    for (let i = 0; i < frame.count(Section.geoms); i++) {
      const at = frame.at(Section.geoms, i);
      if (frame.u8(at) === GeomType.skin && frame.u8(at + 2) === Stands.skin) shown.add(frame.i32(at + 8));
    }
    const [points, normals] = [frame.points(Section.skinVertices), frame.points(Section.skinNormals)];
    for (const { id, mesh, from, count } of this.meshes) {
      mesh.visible = shown.has(id) && points.length >= 3 * (from + count);
      if (!mesh.visible) continue;
      const take = (name: string, from3: Float32Array) => {
        const attribute = mesh.geometry.getAttribute(name) as THREE.BufferAttribute;
        (attribute.array as Float32Array).set(from3.subarray(3 * from, 3 * (from + count)));
        attribute.needsUpdate = true;
      };
      take("position", points);
      if (normals.length >= 3 * (from + count)) take("normal", normals);
    }
  }

  private make(id: number, skin: NonNullable<ReturnType<Library["skins"]["get"]>>, model: Model, library: Library): THREE.Mesh {
    const shape = new THREE.BufferGeometry()
      .setAttribute("position", new THREE.BufferAttribute(new Float32Array(skin.vertex), 3))
      .setIndex(new THREE.BufferAttribute(skin.face, 1));
    shape.computeVertexNormals();
    if (skin.texcoord) shape.setAttribute("uv", new THREE.BufferAttribute(skin.texcoord, 2));
    const material = model.materials[skin.material];
    const texture = material && skin.texcoord ? library.textures.get(material.texture) : undefined;
    const [red = 1, green = 1, blue = 1, alpha = 1] = material && isDefault(skin.rgba) ? material.rgba : skin.rgba;
    const mesh = new THREE.Mesh(shape, new THREE.MeshPhongMaterial({
      color: new THREE.Color(red, green, blue), opacity: alpha, transparent: (alpha) < 0.995, side: THREE.DoubleSide, map: texture ?? null,
    }));
    mesh.frustumCulled = false; // its points move
    mesh.castShadow = mesh.receiveShadow = true;
    mesh.name = `skin ${id}`;
    this.group.add(mesh);
    return mesh;
  }
}

const isDefault = (rgba: Float32Array) => rgba[0] === 0.5 && rgba[1] === 0.5 && rgba[2] === 0.5 && rgba[3] === 1;
