/** Outcomes of a change that wrote its event; others found nothing to change. */
const written = new Set(['created', 'updated', 'issued', 'revoked', 'deleted', 'replaced', 'recorded']);

interface CountedEvent {
  readonly type: string;
  readonly times: number;
}

/** The events of the audit that a call of the store has written; none for what is no change. */
export function eventsOf(input: unknown, answer: unknown): readonly CountedEvent[] {
  const { audit, event, repeat } = (input ?? {}) as {
    readonly audit?: { readonly type: string };
    readonly event?: { readonly type: string };
    readonly repeat?: { readonly times: number } | null;
  };
  const { outcome, tokenIds } = (answer ?? {}) as { outcome?: string; tokenIds?: readonly number[] };
  if (outcome === undefined || !written.has(outcome)) return [];
  if (audit !== undefined) return [{ type: audit.type, times: tokenIds?.length ?? 1 }];
  return event === undefined ? [] : [{ type: event.type, times: repeat?.times ?? 1 }];
}
