import * as THREE from "three";
import { Section, type Frame } from "../net/frame.ts";
import type { Model } from "../net/messages.ts";
import { Signal } from "../signal.ts";
import { Geoms } from "./geoms.ts";
import { Labels } from "./labels.ts";
import { Library } from "./library.ts";
import { Lights, type LightData } from "./lights.ts";
import { Materials } from "./materials.ts";
import { Skins } from "./skins.ts";
import { makeSky } from "./sky.ts";
import { Viewpoint } from "./viewpoint.ts";

// MuJoCo's colours are what reaches the screen: three.js shall not convert them.
THREE.ColorManagement.enabled = false;

const sharpest = 2; // device pixels a CSS pixel: more can't be seen and costs

/** Draws the model's scene into a canvas whenever there is something new. */
export class Stage {
  readonly viewpoint = new Viewpoint();
  readonly materials = new Materials();
  readonly geoms = new Geoms(this.materials);
  readonly skins = new Skins();
  readonly lights = new Lights();
  readonly labels: Labels;
  readonly scene = new THREE.Scene();
  readonly renderer: THREE.WebGLRenderer;
  /** A frame is in the scene. */
  readonly shown = new Signal<Frame>();
  frame: Frame | null = null;
  /** Pictures drawn. */
  drawn = 0;
  showSky = true;
  private model: Model | null = null;
  private library = new Library();
  private sky: THREE.Mesh | null = null;
  private lightData: LightData[] = [];
  private dirty = true;
  private loads = 0;
  /** Came before the assets that it needs; while nothing moves there is no other. */
  private early: Frame | null = null;
  private width = 1;
  private height = 1;

  constructor(readonly canvas: HTMLCanvasElement, labelCanvas: HTMLCanvasElement, private readonly failed: (reason: Error) => void) {
    this.labels = new Labels(labelCanvas, this.geoms);
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: "high-performance" });
    this.renderer.outputColorSpace = THREE.LinearSRGBColorSpace;
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = THREE.PCFShadowMap;
    this.scene.add(this.geoms.group, this.skins.group, this.lights.group);
    this.viewpoint.changed.listen(() => this.touch());
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement!);
    this.resize();
    const loop = () => {
      requestAnimationFrame(loop);
      if (this.dirty) this.draw();
    };
    loop();
  }

  get size(): { width: number; height: number } {
    return { width: this.width, height: this.height };
  }

  /** Something changed: draw again. */
  touch(): void {
    this.dirty = true;
  }

  /** Shows a model: its frames are drawn once its assets are here. */
  async reset(model: Model, keepView: boolean): Promise<void> {
    const load = ++this.loads;
    if (model.digest !== this.model?.digest) {
      const library = await Library.load(model, this.failed);
      if (load !== this.loads) {
        library.dispose();
        return;
      }
      this.take(library);
    }
    [this.model, this.frame] = [model, null];
    this.geoms.reset(model, this.library);
    this.skins.reset(model, this.library);
    this.viewpoint.reset(model, keepView);
    if (this.early) this.show(this.early);
    this.touch();
  }

  /** Shows nothing. */
  clear(): void {
    this.loads++;
    [this.model, this.frame, this.early] = [null, null, null];
    this.geoms.reset(null, this.library);
    this.touch();
  }

  show(frame: Frame): void {
    if (frame.generation !== this.model?.generation) {
      this.early = frame;
      return;
    }
    [this.frame, this.early] = [frame, null];
    this.viewpoint.follow(frame);
    this.geoms.update(frame, this.viewpoint.camera.position);
    this.skins.update(frame);
    this.labels.update(frame);
    this.lightData = readLights(frame);
    this.touch();
    this.shown.emit(frame);
  }

  /** The picture, now. */
  draw(): void {
    this.dirty = false;
    const { camera } = this.viewpoint;
    if (this.model) this.lights.update(this.lightData, camera, new THREE.Vector3(...this.model.center), this.model.extent);
    if (this.sky) this.sky.visible = this.showSky;
    this.renderer.render(this.scene, camera);
    this.labels.draw(camera, this.width, this.height, this.renderer.getPixelRatio());
    this.drawn++;
  }

  private take(library: Library): void {
    this.library.dispose();
    this.library = library;
    this.materials.reset(library.textures);
    if (this.sky) this.scene.remove(this.sky);
    this.sky = library.sky ? makeSky(library.sky) : null;
    if (this.sky) this.scene.add(this.sky);
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas.parentElement!;
    [this.width, this.height] = [Math.max(1, clientWidth), Math.max(1, clientHeight)];
    this.renderer.setPixelRatio(Math.min(sharpest, window.devicePixelRatio));
    this.renderer.setSize(this.width, this.height, false);
    this.viewpoint.resize(this.width / this.height);
    this.draw(); // at once: a canvas of another size is empty
  }
}

function readLights(frame: Frame): LightData[] {
  return Array.from({ length: frame.count(Section.lights) }, (_, i) => {
    const at = frame.at(Section.lights, i);
    return {
      position: frame.triple(at), direction: frame.triple(at + 12), attenuation: frame.triple(at + 24), cutoff: frame.f32(at + 36), exponent: frame.f32(at + 40),
      ambient: frame.triple(at + 44), diffuse: frame.triple(at + 56), headlight: frame.u8(at + 80) !== 0, directional: frame.u8(at + 81) !== 0, castshadow: frame.u8(at + 82) !== 0,
    };
  });
}
