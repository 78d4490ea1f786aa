import { inspection } from "./inspect.ts";
import { Link, RefusedError } from "./net/link.ts";
import { nameOf, type ModelName } from "./net/messages.ts";
import { Grip } from "./scene/grip.ts";
import { Pointer } from "./scene/pointer.ts";
import { Stage } from "./scene/stage.ts";
import { BodyPanel } from "./ui/bodyPanel.ts";
import { CameraPanel } from "./ui/cameraPanel.ts";
import type { Context } from "./ui/context.ts";
import { fill, find } from "./ui/dom.ts";
import { GroupPanel } from "./ui/groupPanel.ts";
import { openHelp } from "./ui/help.ts";
import { icon } from "./ui/icons.ts";
import { Info } from "./ui/info.ts";
import { MotionPanels } from "./ui/motionPanels.ts";
import { Notices } from "./ui/notices.ts";
import { Playback } from "./ui/playback.ts";
import { PlotPanel } from "./ui/plotPanel.ts";
import { saveScreenshot } from "./ui/screenshot.ts";
import { listenToKeys } from "./ui/shortcuts.ts";
import { ShowPanel } from "./ui/showPanel.ts";
import { Theme } from "./ui/theme.ts";
import { ViewSettings } from "./ui/viewSettings.ts";

// The token came with the address and is in a cookie now: nobody who is shown this page, or its history, shall get it.
if (new URLSearchParams(location.search).has("token")) history.replaceState(null, "", location.pathname);

const theme = new Theme();
const link = new Link();
const notices = new Notices(link);
const report = (reason: Error) => {
  if (reason instanceof RefusedError && reason.failure.code === "disconnected") return; // the banner tells
  notices.fail(reason instanceof RefusedError ? [reason.message, ...(reason.failure.suggestions ?? [])].join(" ") : reason.message);
};
const stage = new Stage(find<HTMLCanvasElement>("view"), find<HTMLCanvasElement>("labels"), report);
const grip = new Grip(stage, link, report);
const context: Context = {
  link, stage, grip, report,
  pointer: new Pointer(stage, grip),
  settings: new ViewSettings(link, report),
  hello: null, model: null, status: null,
  ask: async (what, fields) => {
    try {
      await link.request(what, fields);
    } catch (reason) {
      report(reason as Error);
    }
  },
};

const playback = new Playback(context);
const camera = new CameraPanel(context);
const show = new ShowPanel(context);
const groups = new GroupPanel(context);
const body = new BodyPanel(context);
const motion = new MotionPanels(context);
const plots = new PlotPanel();
const info = new Info(stage, link);
find("panel").append(camera.root, motion.controls.root, motion.joints.root, show.root, groups.root, body.root, plots.root);

const modelChoice = find<HTMLSelectElement>("model");
let watched: string | null = null; // chosen by the person: watched again after a reconnection
modelChoice.addEventListener("change", () => {
  watched = modelChoice.value;
  void context.ask("watch", { model_id: watched });
});

function listModels(models: ModelName[]): void {
  fill(modelChoice, models.map(({ model_id, name }) => ({ value: model_id, words: name && name !== model_id ? `${model_id} (${name})` : model_id })), context.model?.model_id);
  modelChoice.parentElement!.hidden = models.length < 2;
  find("empty").hidden = models.length > 0;
  if (models.length === 0) forgetModel();
}

function forgetModel(): void {
  context.model = null;
  stage.clear();
  for (const part of [playback, camera, body, motion, plots]) part.setModel(null);
}

link.hello.listen((hello) => {
  context.hello = hello;
  const title = hello.label || hello.session;
  find("title").textContent = title;
  document.title = `${title} – MuJoCo`;
  for (const part of [show, groups]) part.meet(hello);
  context.settings.meet(hello);
  listModels(hello.models);
  if (watched !== null && hello.models.some((model) => model.model_id === watched)) void context.ask("watch", { model_id: watched });
});
link.models.listen(({ models }) => listModels(models));
link.model.listen((model) => {
  const isSame = context.model?.model_id === model.model_id && context.model.digest === model.digest;
  context.model = model;
  modelChoice.value = model.model_id;
  find("empty").hidden = true;
  stage.reset(model, isSame).catch(report);
  grip.reset(model);
  if (!isSame) for (const part of [playback, camera, body, motion, plots]) part.setModel(model);
  if (isSame && grip.selection) grip.select(grip.selection);
});
link.status.listen((status) => {
  context.status = status;
  playback.setStatus(status);
  notices.notice(status);
});
link.frame.listen((frame) => stage.show(frame));
stage.shown.listen((frame) => {
  playback.tick(frame);
  info.tick(frame);
  motion.follow(frame);
  plots.add(frame);
  body.show(frame);
});
theme.changed.listen(() => {
  plots.repaint();
  stage.touch();
});

const screenshot = () => saveScreenshot(stage, [context.hello?.label ?? "mujoco", context.model ? nameOf({ id: 0, name: context.model.model_id }) : "", stage.frame?.time.toFixed(2) ?? ""].join("-"));
const panelToggle = find("panel-toggle");
function togglePanel(): void {
  const isOpen = document.body.dataset["panel"] === "closed";
  document.body.dataset["panel"] = isOpen ? "open" : "closed";
  panelToggle.setAttribute("aria-expanded", String(isOpen));
}

for (const [id, picture, action] of [
  ["screenshot", "camera", screenshot], ["theme", "theme", () => theme.toggle()], ["help", "help", openHelp], ["panel-toggle", "panel", togglePanel],
] as const) {
  find(id).append(icon(picture));
  find(id).addEventListener("click", action);
}
listenToKeys(context, {
  play: () => void playback.toggle(), step: (steps) => void playback.step(steps), reset: () => void playback.reset(), speed: (by) => void playback.changeSpeed(by),
  camera: (by) => camera.cycle(by), screenshot, theme: () => theme.toggle(), help: openHelp, panel: togglePanel, info: () => info.toggle(), wireframe: () => show.toggleWireframe(),
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) link.hurry();
});

Object.assign(window, { mujoco: inspection(context) });
forgetModel();
link.open();
