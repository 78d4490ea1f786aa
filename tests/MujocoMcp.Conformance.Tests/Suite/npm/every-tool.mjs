// Calls every tool of a server, with right and wrong arguments. Fails where an answer breaks its tool's output schema (the client
// throws), where an error has no code, or where the text is not the structured content.
// usage: node every-tool.mjs URL | PROGRAM
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.cwd()}/package.json`); // the packages are where the program was started
const load = async name => import(pathToFileURL(require.resolve(`@modelcontextprotocol/sdk/${name}`)).href);
const { Client } = await load('client/index.js');
const { StdioClientTransport } = await load('client/stdio.js');
const { StreamableHTTPClientTransport } = await load('client/streamableHttp.js');

const target = process.argv[2];
const transport = target.startsWith('http')
  ? new StreamableHTTPClientTransport(new URL(target))
  : new StdioClientTransport({ command: target, args: ['stdio'], env: process.env, stderr: 'inherit' });
const client = new Client({ name: 'every-tool', version: '1' });
await client.connect(transport);

const { tools } = await client.listTools();
const called = { right: new Set(), wrong: new Set() };
let answers = 0;

async function call(name, args, expectError) {
  const result = await client.callTool({ name, arguments: args });
  const where = `${name}(${JSON.stringify(args)})`;
  const text = result.content.filter(block => block.type === 'text').map(block => block.text).join('');
  const told = JSON.parse(text);
  if (result.structuredContent && JSON.stringify(told) !== JSON.stringify(result.structuredContent)) throw new Error(`${where}: text and structure differ`);
  if (!!result.isError !== expectError) throw new Error(`${where}: ${text}`);
  if (expectError && !(told.code && told.message && Array.isArray(told.suggestions))) throw new Error(`${where}: an error without code, message, suggestions: ${text}`);
  (expectError ? called.wrong : called.right).add(name);
  answers++;
  return told;
}

const right = async (name, args = {}) => tools.some(tool => tool.name === name) ? call(name, args, false) : {};

// Right arguments, in an order that makes sense.
await right('get_server_info');
const { session_id } = await right('open_session', { label: 'stranger' });
await right('create_scene', { session_id, scene_type: 'cart_pole' });
await right('load_model', { session_id, model_id: 'other', xml: '<mujoco><worldbody><geom size="1"/></worldbody></mujoco>' });
const main = { session_id, model_id: 'main' };
await right('step_simulation', { ...main, steps: 5, observe: ['qpos', 'energy'] });
await right('step_simulation', { ...main, duration: 0.1, feedback: [{ actuator: '#0', gains: { 'joint:#0.pos': -1 }, wave: { amplitude: 0.1, frequency: 2 } }], observe: ['qpos'], sample_every: 5 });
await right('step_simulation', { ...main, steps: 4, schedule: { actuators: ['#0'], every: 2, rows: [[0.1], [-0.1]] }, precision: 3 });
await right('run_until', { ...main, max_time: 0.05, conditions: [{ channel: 'joint:#1.pos', op: 'beyond', value: 0, tolerance: 9 }] });
await right('run_until', { ...main, max_time: 1, conditions: [{ channel: 'speed', op: 'lt', value: 1000 }], observe: ['qpos'], sample_every: 1 });
for (const kind of ['summary', 'body', 'joint', 'geom', 'site', 'actuator', 'sensor', 'camera', 'light', 'material', 'texture', 'mesh', 'tendon', 'equality', 'keyframe', 'option', 'xml'])
  await right('inspect_model', kind === 'xml' ? { ...main, kind } : { ...main, kind, limit: 2 });
await right('get_contacts', main);
await right('get_contacts', { ...main, bodies: ['*'], min_force: 0.1, limit: 1 });
for (const mode of ['rgb', 'depth', 'segmentation'])
  await right('render', { ...main, mode, width: 64, height: 48, format: 'png', overlays: ['contacts', 'joints'] });
await right('open_viewer', { session_id });
await right('close_viewer', { session_id });
await right('get_state', main);
await right('get_state', { ...main, channels: ['qpos', 'bodies', 'sensors', 'energy', 'ncon'] });
await right('set_state', { ...main, qvel: [0.1, 0], observe: ['qvel'] });
await right('set_control', { ...main, ctrl: [0.2] });
const { snapshot_id } = await right('save_snapshot', { ...main, label: 'here' });
await right('restore_snapshot', { session_id, snapshot_id });
await right('reset_simulation', main);
await right('get_session_info', { session_id });
await right('get_process_pool_stats');
await right('list_active_processes');
await right('close_model', { session_id, model_id: 'other' });
await right('terminate_process', { session_id });

// Wrong ones: an argument that no tool has, each argument of the wrong type, a session that isn't there.
for (const tool of tools) {
  await call(tool.name, { no_such_argument: 1 }, true);
  const properties = tool.inputSchema.properties ?? {};
  for (const name of Object.keys(properties)) await call(tool.name, { [name]: { not: ['what', 'it', 'takes'] } }, true);
  if ('session_id' in properties) await call(tool.name, { session_id: 's-none' }, true);
}

await right('close_session', { session_id });
await client.close();
const missed = tools.map(tool => tool.name).filter(name => !called.right.has(name) || !called.wrong.has(name));
console.log(`${tools.length} tools, ${answers} answers, not called both rightly and wrongly: ${missed.join(' ') || 'none'}`);
process.exit(missed.length);
