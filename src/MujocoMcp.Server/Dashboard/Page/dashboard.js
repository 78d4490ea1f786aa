// @ts-check
import { card, fault, parked, figures } from "./parts.js";

const $ = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const thumbnailEvery = 2000; // ms
const retryAfter = 800;

/** @type {Map<string, ReturnType<typeof card>>} */
const cards = new Map();

function show(/** @type {any} */ state) {
  const working = state.sessions.filter((/** @type {any} */ session) => "created_at" in session);
  const resting = state.sessions.filter((/** @type {any} */ session) => !("created_at" in session));
  $("sessions").hidden = $("faults").hidden = false;
  $("none").hidden = state.sessions.length > 0;
  $("figures").replaceChildren(...figures(state.pool));

  const ids = new Set(working.map((/** @type {any} */ session) => session.session_id));
  for (const [id, { root }] of cards) {
    if (ids.has(id)) continue;
    root.remove();
    cards.delete(id);
  }
  working.forEach((/** @type {any} */ session, /** @type {number} */ at) => {
    const one = cards.get(session.session_id) ?? card(session.session_id);
    cards.set(session.session_id, one);
    one.update(session);
    if ($("cards").children[at] !== one.root) $("cards").insertBefore(one.root, $("cards").children[at] ?? null);
  });

  $("resting").hidden = resting.length === 0;
  $("resting-count").textContent = `(${resting.length})`;
  $("parked").replaceChildren(...resting.map(parked));
  showFaults(working);
}

function showFaults(/** @type {any[]} */ sessions) {
  const faults = sessions
    .flatMap((session) => session.faults.map((/** @type {any} */ one) => ({ ...one, name: session.label ?? session.session_id, session: session.session_id })))
    .sort((a, b) => b.at.localeCompare(a.at)).slice(0, 40);
  $("no-faults").hidden = faults.length > 0;
  const list = $("fault-list");
  const key = JSON.stringify(faults);
  if (list.dataset.key === key) return; // what is read out shall be new
  list.dataset.key = key;
  list.replaceChildren(...faults.map(fault));
}

function link(/** @type {"live" | "lost" | "connecting"} */ state) {
  $("link").dataset.state = state;
  $("link").textContent = state;
}

function listen() {
  const events = new EventSource("dashboard/events");
  events.onmessage = ({ data }) => {
    link("live");
    $("sign-in").hidden = true;
    show(JSON.parse(data));
  };
  events.onerror = () => {
    events.close();
    void again();
  };
}

/** After the stream ended: the server is on its way, or it wants to know who asks. */
async function again() {
  link("lost");
  let status = 0;
  try {
    status = (await fetch("dashboard/sessions", { cache: "no-store" })).status;
  } catch {
    // Nobody answers yet.
  }
  if (status === 401 || status === 403) askWho();
  else setTimeout(listen, retryAfter * (0.75 + 0.5 * Math.random()));
}

function askWho() {
  link("connecting");
  $("sessions").hidden = $("faults").hidden = $("sign-out").hidden = true;
  $("sign-in").hidden = false;
  $("token").focus();
}

$("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ ($("token"));
  const answer = await fetch("dashboard/sign-in", { method: "POST", headers: { Authorization: `Bearer ${field.value.trim()}` } });
  $("refused").hidden = answer.ok;
  $("refused").textContent = answer.ok ? "" : "This server doesn't know that token.";
  if (!answer.ok) return;
  field.value = "";
  $("sign-out").hidden = false;
  listen();
});
$("sign-out").addEventListener("click", async () => {
  await fetch("dashboard/sign-out", { method: "POST" });
  location.reload();
});

setInterval(() => {
  if (document.hidden) return;
  for (const one of cards.values()) void one.draw();
}, thumbnailEvery);
listen();
