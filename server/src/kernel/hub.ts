/** Progress in memory, from tasks to whoever listens in this process. The last word of a topic is kept for late listeners. */
export interface Hub {
  progress(topic: string, data: Record<string, unknown>): void;
  /** Calls back at once with the last word, if any. Returns the way out. */
  subscribe(topic: string, listener: (data: Record<string, unknown>) => void): () => void;
}

const KEPT_TOPICS = 1000;

export function createHub(): Hub {
  const listeners = new Map<string, Set<(data: Record<string, unknown>) => void>>();
  const last = new Map<string, Record<string, unknown>>();
  return {
    progress(topic, data) {
      last.delete(topic);
      last.set(topic, data);
      const oldest = last.size > KEPT_TOPICS ? last.keys().next().value : undefined;
      if (oldest !== undefined) last.delete(oldest);
      for (const listener of listeners.get(topic) ?? []) listener(data);
    },
    subscribe(topic, listener) {
      const own = listeners.get(topic) ?? new Set();
      listeners.set(topic, own.add(listener));
      const known = last.get(topic);
      if (known) listener(known);
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(topic);
      };
    },
  };
}
