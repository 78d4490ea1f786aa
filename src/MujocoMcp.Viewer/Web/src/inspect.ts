import * as THREE from "three";
import { Section } from "./net/frame.ts";
import type { FreeView } from "./scene/camera.ts";
import { project } from "./scene/picking.ts";
import type { Watching } from "./scene/viewpoint.ts";
import type { Context } from "./ui/context.ts";

/** What scripts may see of the page, and where they may look from: `window.mujoco`. */
export function inspection(context: Context) {
  const { stage, link } = context;
  return {
    get model() { return context.model; },
    get status() { return context.status; },
    get hello() { return context.hello; },
    /** The frame that is drawn. */
    get frame() {
      const { frame } = stage;
      return frame && {
        sequence: frame.sequence, time: frame.time, step: frame.step, playing: frame.playing, contacts: frame.contacts, energy: frame.energy,
        qpos: [...frame.numbers(Section.qpos)], ctrl: [...frame.numbers(Section.ctrl)], sensors: [...frame.numbers(Section.sensors)],
      };
    },
    get drawn() { return stage.drawn; },
    get labels() { return stage.labels.words; },
    get size() { return stage.size; },
    /** The objects of the scene graph that stand for geoms, in the world frame. */
    geoms() {
      stage.scene.updateMatrixWorld();
      return [...stage.geoms.visible()].map(({ object, drawn }) => {
        const color = ((object as THREE.Mesh).material as THREE.MeshPhongMaterial).color;
        return {
          ...drawn, position: object.getWorldPosition(new THREE.Vector3()).toArray(), scale: object.scale.toArray(),
          rgb: [color.r, color.g, color.b], vertices: (object as THREE.Mesh).geometry.getAttribute("position").count,
          textured: ((object as THREE.Mesh).material as THREE.MeshPhongMaterial).map != null,
        };
      });
    },
    /** The objects beside geoms: skins, sky, lights. */
    objects() {
      const found: string[] = [];
      stage.scene.traverseVisible((object) => {
        if (object.name || object instanceof THREE.Light) found.push(object.name || object.type);
      });
      return found;
    },
    body(id: number) { return stage.frame?.pose(Section.bodies, id) ?? null; },
    camera() {
      const { camera, watching, view } = stage.viewpoint;
      return { watching, view, fovy: camera.fov, position: camera.position.toArray(), forward: camera.getWorldDirection(new THREE.Vector3()).toArray() };
    },
    setView(view: Partial<FreeView>) { stage.viewpoint.set(view); },
    watch(watching: Watching) { stage.viewpoint.watch(watching); },
    /** Where a point of the world is in the picture, CSS pixels. */
    project(point: [number, number, number]) { return project(stage, new THREE.Vector3(...point)); },
    /** The picture's pixels: r g b a, rows from the top. */
    pixels() {
      stage.draw();
      const { width, height } = stage.canvas;
      const canvas = new OffscreenCanvas(width, height);
      const pen = canvas.getContext("2d")!;
      pen.drawImage(stage.canvas, 0, 0);
      return { width, height, rgba: [...pen.getImageData(0, 0, width, height).data] };
    },
    get selection() { return context.grip.selection; },
    request: link.request.bind(link),
  };
}
