/** The metrics of several processes as one text: each sample gets a label that tells whose it is. */
export function mergeMetrics(
  label: string,
  texts: readonly (readonly [whose: string, text: string])[],
): string {
  const metrics = new Map<string, { readonly head: string; readonly samples: string[] }>();
  for (const [whose, text] of texts)
    for (const block of text.split(/^(?=# HELP )/m).filter((one) => one !== '')) {
      const [help = '', type = '', ...samples] = block.trimEnd().split('\n');
      const known = metrics.get(help) ?? { head: `${help}\n${type}\n`, samples: [] };
      known.samples.push(...samples.map((sample) => `${labelled(sample, `${label}="${whose}"`)}\n`));
      metrics.set(help, known);
    }
  return [...metrics.values()].map(({ head, samples }) => head + samples.join('')).join('');
}

/** A name ends at the first brace or blank. */
function labelled(sample: string, pair: string): string {
  const [, name = '', rest = ''] = /^([^{ ]*)(.*)$/.exec(sample) ?? [];
  return rest.startsWith('{') ? `${name}{${pair},${rest.slice(1)}` : `${name}{${pair}}${rest}`;
}
