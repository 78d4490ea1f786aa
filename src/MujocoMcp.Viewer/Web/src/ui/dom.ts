type Attributes = Record<string, string | number | boolean | undefined>;

/** Makes an element. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** The page's element of an id. */
export function find<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element as T;
}

/** A part of the panel that folds. */
export function section(title: string, isOpen: boolean, ...children: (Node | string)[]): { root: HTMLDetailsElement; body: HTMLDivElement; count: HTMLSpanElement } {
  const count = make("span", { class: "count" });
  const body = make("div", { class: "section" }, ...children);
  const root = make("details", { open: isOpen }, make("summary", {}, title, count), body);
  return { root, body, count };
}

/** A box to tick, with its words. */
export function check(words: string, isOn: boolean, changed: (on: boolean) => void): { root: HTMLLabelElement; box: HTMLInputElement } {
  const box = make("input", { type: "checkbox" });
  box.checked = isOn;
  box.addEventListener("change", () => changed(box.checked));
  return { root: make("label", { class: "check" }, box, words), box };
}

/** A choice with its words before it. */
export function choice(words: string, changed: (value: string) => void): { root: HTMLLabelElement; select: HTMLSelectElement } {
  const select = make("select", { "aria-label": words });
  select.addEventListener("change", () => changed(select.value));
  return { root: make("label", { class: "field" }, make("span", {}, words), select), select };
}

/** Gives a choice its options; one that is still there stays chosen. */
export function fill(select: HTMLSelectElement, options: { value: string; words: string }[], chosen = select.value): void {
  select.replaceChildren(...options.map(({ value, words }) => make("option", { value }, words)));
  select.value = options.some((option) => option.value === chosen) ? chosen : (options[0]?.value ?? "");
}

export const number = (value: number, digits = 3) => (Number.isFinite(value) ? value.toFixed(digits).replace("-", "−") : "–");

const spoken: Record<string, string> = {
  contactpoint: "contact points", contactforce: "contact forces", contactsplit: "split contact forces", joint: "joints", actuator: "actuators", tendon: "tendons",
  com: "centre of mass", inertia: "inertia", sclinertia: "scaled inertia", convexhull: "convex hulls", pertforce: "pull forces", pertobj: "pulled object",
  texture: "textures", camera: "cameras", light: "lights", activation: "activations", rangefinder: "range finders", constraint: "constraints", autoconnect: "auto connect",
  static: "fixed bodies", skin: "skins", select: "selected point", bodybvh: "body bounding volumes", meshbvh: "mesh bounding volumes",
};

/** MuJoCo's names for people. */
export const words = (name: string) => spoken[name] ?? name.replaceAll("_", " ");
