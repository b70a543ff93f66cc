/** What a server says of the instances that it was sent (PS3.18, I.2; PS3.3, C.12.1). */
export interface StowAnswer {
  /** How many it names as stored, undefined where it names none. */
  readonly stored?: number;
  readonly failed: number;
  /** The first Failure Reason, in hexadecimal as PS3.18 table I.2-2 lists them. */
  readonly reason?: string;
}

/** Reads the answer's JSON (PS3.18, F.2) or XML (PS3.19, A.1); an answer that is neither says nothing. */
export function stowAnswer(text: string): StowAnswer {
  const json = findJson(text);
  return json === undefined ? fromXml(text) : fromJson(json);
}

function findJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromJson(json: unknown): StowAnswer {
  const dataSet: unknown = Array.isArray(json) ? json[0] : json;
  const failed = valuesOf(dataSet, FAILED_SOP_SEQUENCE);
  const stored = valuesOf(dataSet, REFERENCED_SOP_SEQUENCE).length;
  const [reason] = failed.flatMap((item) => valuesOf(item, FAILURE_REASON));
  return {
    ...(stored === 0 ? {} : { stored }),
    failed: failed.length,
    ...(typeof reason === 'number' ? { reason: hexadecimal(reason) } : {}),
  };
}

const FAILED_SOP_SEQUENCE = '00081198';
const REFERENCED_SOP_SEQUENCE = '00081199';
const FAILURE_REASON = '00081197';

function valuesOf(dataSet: unknown, tag: string): readonly unknown[] {
  const element = memberOf(dataSet, tag);
  const values = memberOf(element, 'Value');
  return Array.isArray(values) ? values : [];
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

/** An item of the sequence is as good as named by its SOP instance UID, of which each has one. */
function fromXml(text: string): StowAnswer {
  const failed = itemsIn(text, FAILED_SOP_SEQUENCE);
  const stored = itemsIn(text, REFERENCED_SOP_SEQUENCE).length;
  const [, reason] = /tag="00081197"[^>]*>\s*<Value[^>]*>\s*(\d{1,6})/.exec(failed.join('')) ?? [];
  return {
    ...(stored === 0 ? {} : { stored }),
    failed: failed.length,
    ...(reason === undefined ? {} : { reason: hexadecimal(Number(reason)) }),
  };
}

function itemsIn(text: string, tag: string): readonly string[] {
  const begins = text.indexOf(`tag="${tag}"`);
  if (begins < 0) return [];
  const next = text.indexOf(tag === FAILED_SOP_SEQUENCE ? 'tag="00081199"' : 'tag="00081198"', begins);
  return text
    .slice(begins, next < 0 ? undefined : next)
    .split('<Item')
    .slice(1);
}

const hexadecimal = (reason: number): string => reason.toString(16).toUpperCase().padStart(4, '0');
