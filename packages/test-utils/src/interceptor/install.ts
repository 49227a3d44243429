import { AsyncLocalStorage } from 'node:async_hooks';
import { BluebirdContexts } from './bluebird-contexts.js';
import { Checkouts } from './checkouts.js';
import { ClientPatch } from './client-patch.js';
import type { Method } from './driver.js';
import { exportedPrototypes, isClientPrototype, isPoolPrototype } from './driver-discovery.js';
import { EmitterHook } from './emitter-hook.js';
import { shareState, stateVersion, type InterceptorState } from './interceptor-state.js';
import { LoopbackPairing } from './loopback-pairing.js';
import { patchMethod } from './method-patch.js';
import { PoolPatch } from './pool-patch.js';
import type { ContextStorage } from './query-context.js';
import { closeScope, openScope } from './query-scope.js';
import { Transactions } from './transactions.js';

/** Patches every copy of pg in this thread, those loaded and those to come, and shares the state of it. */
export function installInterceptor(): InterceptorState {
  const undo: (() => void)[] = [];
  const state = createState(undo);
  const patch = (target: object, key: string, wrap: (original: Method) => Method): void => {
    undo.push(patchMethod(target, key, wrap));
  };
  const hook = new EmitterHook((prototype) => {
    if (isClientPrototype(prototype)) {
      state.driverSeen = true;
      patch(prototype, 'query', (original) => clients.wrapQuery(original));
    } else if (isPoolPrototype(prototype)) {
      patchPool(prototype, pools, patch);
    }
  });
  const checkouts = new Checkouts();
  const clients = new ClientPatch(state, hook, new Transactions(), checkouts);
  const pools = new PoolPatch(state, checkouts);
  undo.push(hook.install());
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
    storage,
    callSites: new Map(),
    lineLost: false,
    driverSeen: false,
    installed: true,
    open(scope) {
      bluebird.keep();
      if (state.scopes.size === 0) pairing.start();
      openScope(state.scopes, scope);
    },
    close(scope) {
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
  if (Object.hasOwn(prototype, '_promiseTry')) {
    patch(prototype, '_promiseTry', (original) => pools.wrapPromiseTry(original));
  }
}
