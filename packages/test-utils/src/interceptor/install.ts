import { AsyncLocalStorage } from 'node:async_hooks';
import { BluebirdContexts } from './bluebird-contexts.js';
import { ClientPatch } from './client-patch.js';
import { Connections } from './connections.js';
import { isSubmittable, type Method } from './driver.js';
import { exportedPrototypes, isClientPrototype, isPoolPrototype, isQueryPrototype } from './driver-discovery.js';
import { EmitterHook } from './emitter-hook.js';
import type { FollowedQuery } from './followed-query.js';
import { shareState, stateVersion, type InterceptorState } from './interceptor-state.js';
import { LoopbackPairing } from './loopback-pairing.js';
import { patchMethod } from './method-patch.js';
import { PoolPatch } from './pool-patch.js';
import type { ContextStorage } from './query-context.js';
import { watchOnPrototype, watchedOnPrototype } from './query-lifecycle.js';
import { closeScope, openScope } from './query-scope.js';
import { Transactions } from './transactions.js';

/** Patches every copy of pg in this thread, those loaded and those to come, and shares the state of it. */
export function installInterceptor(): InterceptorState {
  const undo: (() => void)[] = [];
  const state = createState(undo);
  const patch = (target: object, key: string, wrap: (original: Method) => Method): void => {
    undo.push(patchMethod(target, key, wrap));
  };
  const watched = new WeakSet<object>();
  const hook = new EmitterHook<FollowedQuery>(
    (prototype) => {
      if (isClientPrototype(prototype)) {
        state.driverSeen = true;
        patch(prototype, 'query', (original) => clients.wrapQuery(original));
      } else if (isPoolPrototype(prototype)) {
        patchPool(prototype, pools, patch);
      } else if (isQueryPrototype(prototype)) {
        for (const key of watchedOnPrototype) patch(prototype, key, (original) => watchOnPrototype(key, original));
        watched.add(prototype);
      }
    },
    (emitter, prototype, followed) => {
      if (!isSubmittable(emitter)) return false;
      clients.follow(emitter, followed, watched.has(prototype));
      return true;
    },
  );
  const connections = new Connections();
  const transactions = new Transactions();
  const clients = new ClientPatch(state, hook, transactions, connections);
  const pools = new PoolPatch(state, connections, clients);
  undo.push(() => {
    clients.letGo();
    transactions.letGo();
  }, hook.install());
  for (const prototype of exportedPrototypes()) hook.inspect(prototype);
  shareState(state);
  return state;
}

function createState(undo: (() => void)[]): InterceptorState {
  const bluebird = new BluebirdContexts();
  const storage: ContextStorage = new AsyncLocalStorage();
  const pairing = new LoopbackPairing(storage);
  const state: InterceptorState = {
    version: stateVersion,
    owners: new Set(),
    scopes: new Set(),
    guards: 0,
    storage,
    callSites: new Map(),
    lineLost: false,
    driverSeen: false,
    installed: true,
    open(scope) {
      bluebird.keep();
      if (state.scopes.size === 0) pairing.start();
      openScope(state.scopes, scope);
      if (scope.refuse !== undefined) state.guards += 1;
    },
    close(scope) {
      if (state.scopes.has(scope) && scope.refuse !== undefined) state.guards -= 1;
      closeScope(state.scopes, scope);
      if (state.scopes.size === 0) pairing.stop();
    },
    uninstall() {
      state.installed = false;
      bluebird.restore();
      for (const restore of undo.reverse()) restore();
      pairing.stop();
      state.storage.disable();
      state.callSites.clear();
      shareState(undefined);
    },
  };
  return state;
}

function patchPool(
  prototype: object,
  pools: PoolPatch,
  patch: (target: object, key: string, wrap: (original: Method) => Method) => void,
): void {
  patch(prototype, 'query', (original) => pools.wrapQuery(original));
  patch(prototype, 'connect', (original) => pools.wrapConnect(original));
  patch(prototype, 'emit', (original) => pools.wrapEmit(original));
  const patchOwn = (key: string, wrap: (original: Method) => Method): void => {
    if (Object.hasOwn(prototype, key)) patch(prototype, key, wrap);
  };
  // Versions of pg-pool differ in these.
  patchOwn('_acquireClient', (original) => pools.wrapAcquire(original));
  patchOwn('_promiseTry', (original) => pools.wrapPromiseTry(original));
  patchOwn('_release', (original) => pools.wrapRelease(original));
}
