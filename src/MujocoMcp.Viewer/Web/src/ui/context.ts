import type { Link } from "../net/link.ts";
import type { Hello, Model, Status } from "../net/messages.ts";
import type { Grip } from "../scene/grip.ts";
import type { Pointer } from "../scene/pointer.ts";
import type { Stage } from "../scene/stage.ts";
import type { ViewSettings } from "./viewSettings.ts";

/** What the parts of the page share. */
export interface Context {
  link: Link;
  stage: Stage;
  grip: Grip;
  pointer: Pointer;
  settings: ViewSettings;
  hello: Hello | null;
  model: Model | null;
  status: Status | null;
  /** Asks the session for something; a refusal is shown. */
  ask(what: string, fields?: object): Promise<void>;
  /** Shows what went wrong. */
  report(reason: Error): void;
}
