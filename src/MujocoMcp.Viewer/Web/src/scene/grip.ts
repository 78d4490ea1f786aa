import * as THREE from "three";
import { Latest } from "../net/latest.ts";
import { Section } from "../net/frame.ts";
import type { Link } from "../net/link.ts";
import { nameOf, type Model } from "../net/messages.ts";
import { Signal } from "../signal.ts";
import { onFacingPlane, type Hit } from "./picking.ts";
import type { Stage } from "./stage.ts";

/** A body that a person chose, and the point of it (in the body's frame) that they chose it by. */
export interface Selection {
  body: number;
  point: [number, number, number];
}

interface Pull {
  body: string;
  point: [number, number, number];
  target: [number, number, number];
}

/** A person's hold on a body. */
export class Grip {
  readonly changed = new Signal<Selection | null>();
  selection: Selection | null = null;
  private pulling: { through: THREE.Vector3 } | null = null;
  private readonly pulls: Latest<Pull>;
  private model: Model | null = null;

  constructor(private readonly stage: Stage, private readonly link: Link, private readonly failed: (reason: Error) => void) {
    this.pulls = new Latest((pull) => link.request("perturb", pull), failed);
  }

  get isPulling(): boolean {
    return this.pulling !== null;
  }

  reset(model: Model): void {
    this.model = model;
    this.pulling = null;
    if (this.selection && !model.bodies[this.selection.body]) this.select(null);
  }

  select(selection: Selection | null): void {
    this.selection = selection;
    this.link.request("view", { select: selection }).catch(this.failed);
    this.changed.emit(selection);
  }

  /** Selects what was hit, or nothing. */
  selectHit(hit: Hit | null): void {
    this.select(hit ? this.selectionOf(hit) : null);
  }

  /** Begins to pull what was hit, or else the selected body.
   * @returns Whether there is something that can be pulled. */
  grab(hit: Hit | null): boolean {
    const hitSelection = hit ? this.selectionOf(hit) : null;
    if (hitSelection && this.canMove(hitSelection.body)) this.select(hitSelection);
    if (!this.selection || !this.canMove(this.selection.body)) return false;
    const through = this.worldPoint(this.selection);
    if (!through) return false;
    this.pulling = { through };
    return true;
  }

  /** Pulls towards a point of the canvas. */
  pullTo(x: number, y: number): void {
    if (!this.pulling) return;
    const target = onFacingPlane(this.stage, x, y, this.pulling.through);
    if (target) this.pull(target.toArray());
  }

  /** Pulls the selected body towards a point of the world. */
  pull(target: [number, number, number]): void {
    if (!this.selection || !this.model) return;
    this.pulls.push({ body: nameOf(this.model.bodies[this.selection.body]!), point: this.selection.point, target });
  }

  /** Pulls the selected body from where its point is now, by metres of the world; for keys. */
  nudge(by: THREE.Vector3): void {
    const from = this.selection && this.canMove(this.selection.body) ? this.worldPoint(this.selection) : null;
    if (from) this.pull(from.add(by).toArray());
  }

  release(): void {
    this.pulling = null;
    this.pulls.drop();
    this.link.request("release").catch(this.failed);
  }

  canMove(body: number): boolean {
    return this.model?.bodies[body]?.moves === true;
  }

  private selectionOf(hit: Hit): Selection | null {
    const pose = this.stage.frame?.pose(Section.bodies, hit.drawn.body);
    if (!pose) return null;
    const local = hit.point.clone().sub(new THREE.Vector3(...pose.position)).applyQuaternion(turn(pose.quaternion).invert());
    return { body: hit.drawn.body, point: local.toArray() };
  }

  private worldPoint({ body, point }: Selection): THREE.Vector3 | null {
    const pose = this.stage.frame?.pose(Section.bodies, body);
    return pose ? new THREE.Vector3(...point).applyQuaternion(turn(pose.quaternion)).add(new THREE.Vector3(...pose.position)) : null;
  }
}

const turn = ([w, x, y, z]: [number, number, number, number]) => new THREE.Quaternion(x, y, z, w);
