/** The text messages of the page's protocol, as the viewer sends them. */
export interface Hello {
  type: "hello";
  protocol: number;
  session: string;
  label: string | null;
  version: string;
  mujoco_version: string;
  pid: number;
  models: ModelName[];
  flags: { name: string; on: boolean }[];
  labels: string[];
  frames: string[];
  groups: string[];
}

export interface ModelName {
  model_id: string;
  name: string | null;
}

export interface Named {
  id: number;
  name: string | null;
}

export interface Joint extends Named {
  type: "free" | "ball" | "slide" | "hinge";
  body: number;
  qposadr: number;
  dofadr: number;
  range: [number, number] | null;
}

export interface Material extends Named {
  rgba: [number, number, number, number];
  /** -1 for none. */
  texture: number;
  texrepeat: [number, number];
  texuniform: boolean;
}

export interface Columns {
  body: number[];
  group: number[];
  name: (string | null)[];
}

export interface Model extends ModelName {
  type: "model";
  digest: string;
  generation: number;
  nq: number;
  nv: number;
  nu: number;
  na: number;
  nbody: number;
  nsensordata: number;
  timestep: number;
  extent: number;
  center: [number, number, number];
  /** Degrees, vertical. */
  fovy: number;
  znear: number;
  zfar: number;
  free_camera: { lookat: [number, number, number]; distance: number; azimuth: number; elevation: number };
  bodies: (Named & { parent: number; moves: boolean })[];
  joints: Joint[];
  actuators: (Named & { ctrlrange: [number, number] | null })[];
  sensors: (Named & { type: string; adr: number; dim: number })[];
  keyframes: (Named & { time: number })[];
  cameras: (Named & { fovy: number })[];
  geoms: Columns;
  sites: Columns;
  materials: Material[];
  textures: (Named & { kind: string })[];
  meshes: Named[];
  hfields: Named[];
  skins: (Named & { vertices: number })[];
}

export interface Status {
  type: "status";
  session: "ready" | "busy" | "recovering" | "parked" | "failed";
  playing: boolean;
  play_model: string | null;
  speed: number;
  real_time_factor: number;
  fps: number;
  clients: number;
  command: { tool: string; from: string } | null;
  last: { tool: string; from: string; outcome: string } | null;
  notice: { code: string; message: string; at: string } | null;
}

export interface Failure {
  code: string;
  message: string;
  suggestions?: string[];
}

export type Answer = { type: "answer"; id: number } & ({ ok: true; [field: string]: unknown } | { ok: false; error: Failure });

export interface Models {
  type: "models";
  models: ModelName[];
}

export type Message = Hello | Models | Model | Status | Answer;

/** What a person calls an element: its name, or #ID where it has none. */
export const nameOf = (element: Named) => element.name || `#${element.id}`;
