import { setTimeout as sleep } from 'node:timers/promises';
import { endings, expire, reversibles, type TestChange } from './changes.ts';
import type { Answer, ChaosNode } from './chaos-node.ts';
import { type Demands, doors, type VerifyDoor } from './doors.ts';
import type { Operation } from './history.ts';
import type { HistoryRecorder } from './history-recorder.ts';
import type { SeededRandom } from './seeded-random.ts';
import { asRoot, type TestAccount, type TestKind, type TestToken, testKinds } from './test-token.ts';

/** What all callers of a run work with. */
export interface Scene {
  readonly nodes: readonly ChaosNode[];
  readonly recorder: HistoryRecorder;
  readonly rootSecret: string;
  /** Tokens that are asked for, the newest last. */
  readonly tokens: TestToken[];
  readonly isOver: () => boolean;
}

const RECENT_MAX = 25;
/** A token may end so much before its time: by the database's clock, told by an answer that was under way so long. */
const EARLY_MS_MAX = 2_000;
const LATE_MS_MAX = 50;
const ATTEMPTS_MAX = 5;

/** Issues tokens and takes their power away in every way, and asks every node right after each acknowledgement. */
export async function writeTokens(scene: Scene, random: SeededRandom, name: string): Promise<void> {
  let account = await createAccount(scene, random, name);
  for (let round = 0; !scene.isOver(); round += 1) {
    if (account === null || random.chance(0.1))
      account = await createAccount(scene, random, `${name}-${round}`);
    if (account === null) continue;
    const token = await issue(scene, random, random.pick([...testKinds, 'access_token' as const]), account);
    if (token === null) continue;
    await askEveryNode(scene, random, token);
    let state: TokenState = 'as issued';
    while (!scene.isOver() && random.chance(0.6) && state === 'as issued')
      state = await takeAndGiveBack(scene, random, token);
    await end(scene, random, token, state);
    await sleep(random.integer(0, 30));
  }
}

/** Asks for recent tokens at any node through any door, all the time. */
export async function readTokens(scene: Scene, random: SeededRandom): Promise<void> {
  let minAsOf = 0;
  while (!scene.isOver()) {
    const { tokens, nodes } = scene;
    if (tokens.length > 0) {
      const asked = random.chance(0.1) ? minAsOf : undefined;
      const operation = await ask(
        scene,
        random,
        random.pick(tokens.slice(-RECENT_MAX)),
        random.pick(nodes),
        asked,
      );
      minAsOf = Math.max(minAsOf, operation.asOf ?? 0);
    }
    await sleep(random.integer(0, 25));
  }
}

/** One question for every node about every token, at the end. */
export async function askAll(scene: Scene, random: SeededRandom): Promise<void> {
  for (const node of scene.nodes)
    for (const token of scene.tokens.slice(-100)) await ask(scene, random, token, node);
}

async function createAccount(
  scene: Scene,
  random: SeededRandom,
  username: string,
): Promise<TestAccount | null> {
  const body = { type: 'user', username, role: 'admin' };
  const { result } = await scene.recorder.record(
    () =>
      random.pick(scene.nodes).send('/api/v1/accounts', asRoot(scene.rootSecret, { method: 'POST', body })),
    ({ status }) => ({
      ...seen(status),
      op: 'create account',
      door: 'native',
      node: 'any',
      subject: username,
    }),
  );
  const id: number | undefined = result.json?.data?.id;
  return result.status === 201 && id !== undefined ? { name: `a${id}`, id } : null;
}

async function issue(
  scene: Scene,
  random: SeededRandom,
  kind: TestKind,
  holder: TestAccount,
): Promise<TestToken | null> {
  const account = kind === 'unleash_admin_token' ? null : holder;
  const body = {
    kind,
    name: 'chaos',
    ...(account !== null && { account: account.id }),
    ...scopesOf(kind),
  };
  const node = random.pick(scene.nodes);
  const { result, operation } = await scene.recorder.record(
    () => node.send('/api/v1/tokens', asRoot(scene.rootSecret, { method: 'POST', body })),
    ({ status, json }) => issued(node, status, json),
  );
  if (operation.outcome === 'fail')
    throw new Error(`a ${kind} was not issued: ${result.status} ${JSON.stringify(result.json)}`);
  return take(scene, result, kind, account);
}

function scopesOf(kind: TestKind): object {
  if (kind === 'access_token') return { scopes: ['*'] };
  if (kind === 'personal_access_token') return { scopes: ['api'] };
  return kind === 'dynatrace_api_token' ? { scopes: ['apiTokens.read'] } : {};
}

function issued(node: ChaosNode, status: number | null, json: Answer['json']): Described {
  const id: number | undefined = json?.data?.id ?? json?.id;
  return {
    ...seen(status),
    op: 'issue',
    door: 'native',
    node: node.name,
    subject: id === undefined ? 'none' : `t${id}`,
    writes: { register: 'life', value: 'live' },
  };
}

function take(
  scene: Scene,
  { status, json }: Answer,
  kind: TestKind,
  account: TestAccount | null,
): TestToken | null {
  if (status === null || status >= 300) return null;
  // The native shape, or GitLab's.
  const id: number = json.data?.id ?? json.id;
  const secret: string = json.meta?.secret ?? json.meta?.bearer_token ?? json.token;
  if (typeof secret !== 'string')
    throw new Error(`no secret in ${Object.keys(json)} ${Object.keys(json.data ?? {})}`);
  const publicId: string = json.data?.public_id ?? '';
  const token = { name: `t${id}`, id, kind, secret, publicId, account };
  scene.recorder.subjects.push({ token: token.name, account: account?.name ?? null });
  scene.tokens.push(token);
  return token;
}

/** In doubt: a change may have been made, or may yet be. */
type TokenState = 'as issued' | 'in doubt';

async function takeAndGiveBack(scene: Scene, random: SeededRandom, token: TestToken): Promise<TokenState> {
  const suitable = reversibles.filter(([taking]) => taking.kinds.includes(token.kind));
  if (suitable.length === 0) return 'as issued';
  const [taking, giving] = random.pick(suitable);
  await ask(scene, random, token, random.pick(scene.nodes));
  for (const change of [taking, giving]) {
    const outcome = await persist(scene, random, change, token);
    if (outcome !== 'ok') return 'in doubt';
    await askEveryNode(scene, random, token);
  }
  return 'as issued';
}

async function end(scene: Scene, random: SeededRandom, token: TestToken, state: TokenState): Promise<void> {
  const expires = token.kind === 'access_token' && random.chance(0.15);
  if (expires) await expireSoon(scene, random, token);
  // A successor has the scopes and the expiry of the token before it.
  const mayRotate = !expires && state === 'as issued';
  const change = random.pick(
    endings.filter(({ kinds, rotates }) => kinds.includes(token.kind) && (mayRotate || !rotates)),
  );
  const outcome = await persist(scene, random, change, token);
  // A rotation that is asked for twice is refused: who wants to be sure revokes.
  if (outcome !== 'ok') await persist(scene, random, endings[0]!, token);
  await askEveryNode(scene, random, token);
}

/** Asks for a change until somebody knows that it is made. */
async function persist(
  scene: Scene,
  random: SeededRandom,
  change: TestChange,
  token: TestToken,
): Promise<Operation['outcome']> {
  for (let attempt = 1; ; attempt += 1) {
    const { outcome } = await make(scene, random.pick(scene.nodes), change, token);
    if (outcome !== 'unknown' || attempt === ATTEMPTS_MAX || change.rotates) return outcome;
    await sleep(100);
  }
}

async function make(scene: Scene, node: ChaosNode, change: TestChange, token: TestToken): Promise<Operation> {
  const { op, door, writes, ofAccount, rotates, presents } = change;
  const [path, asked] = change.ask(token, scene.rootSecret);
  const { result, operation } = await scene.recorder.record(
    () => node.send(path, asked),
    ({ status }) => ({ ...seen(status), op, door, node: node.name, subject: token.name, writes }),
  );
  const rewrite = (over: Partial<Operation>) => {
    const { operations } = scene.recorder;
    operations[operations.indexOf(operation)] = { ...operation, ...over };
  };
  if (ofAccount) rewrite({ subject: token.account?.name ?? 'none' });
  if (presents) rewrite({ uses: usesOf(result.status, operation.outcome === 'ok') });
  if (rotates && operation.outcome === 'ok') {
    const { begin, end } = operation;
    scene.recorder.operations.push({ ...issued(node, result.status, result.json), begin, end });
    take(scene, result, token.kind, token.account);
  }
  return operation;
}

/** An end that is near; it counts from its time on, and a little early for clocks that are told over a slow network. */
async function expireSoon(scene: Scene, random: SeededRandom, token: TestToken): Promise<void> {
  const at = Date.now() + random.integer(500, 1_500);
  const atHere = performance.now() + (at - Date.now());
  const operation = await make(scene, random.pick(scene.nodes), expire(at), token);
  const { operations } = scene.recorder;
  operations[operations.indexOf(operation)] = {
    ...operation,
    begin: Math.max(operation.begin, atHere - EARLY_MS_MAX),
    end: Math.max(operation.end, atHere + LATE_MS_MAX),
  };
  if (operation.outcome !== 'ok') return;
  await sleep(Math.max(0, atHere + LATE_MS_MAX - performance.now()));
  await askEveryNode(scene, random, token);
}

async function askEveryNode(scene: Scene, random: SeededRandom, token: TestToken): Promise<void> {
  await Promise.all(scene.nodes.map((node) => ask(scene, random, token, node)));
}

async function ask(
  scene: Scene,
  random: SeededRandom,
  token: TestToken,
  node: ChaosNode,
  minAsOf?: number,
): Promise<Operation> {
  const suitable = doors.filter(
    ({ kinds, takesMinAsOf }) => kinds.includes(token.kind) && (minAsOf === undefined || takesMinAsOf),
  );
  const door: VerifyDoor = random.pick(suitable);
  const demandsScope = token.kind === 'access_token' && door.takesScope === true && random.chance(0.5);
  const demands: Demands = { demandsScope, ...(minAsOf !== undefined && { minAsOf }) };
  const [path, asked] = door.ask(token, demands, scene.rootSecret);
  const { operation } = await scene.recorder.record(
    () => node.send(path, asked),
    (answer) => {
      const { status } = answer;
      // At most doors 400 and 422 tell that the question was not understood, which is no verdict.
      const read =
        status === null || status >= 500 || status === 422 || status === 400 ? {} : door.read(answer);
      return {
        ...seen(status),
        ...{ op: 'verify', door: door.name, node: node.name, subject: token.name, ...demands, ...read },
        uses: usesOf(status, read.verdict === 'valid', read.verdict !== undefined),
      };
    },
  );
  return operation;
}

type Described = Omit<Operation, 'begin' | 'end'>;

function usesOf(
  status: number | null,
  isValid: boolean,
  isVerdict = status === 401,
): NonNullable<Operation['uses']> {
  if (isValid) return 'one';
  return isVerdict ? 'none' : 'maybe';
}

function seen(status: number | null): Pick<Operation, 'status' | 'outcome'> {
  const isUnknown = status === null || status >= 500;
  return { status, outcome: isUnknown ? 'unknown' : status < 300 ? 'ok' : 'fail' };
}
