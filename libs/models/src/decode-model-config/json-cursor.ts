import { MalformedModelConfig } from '../malformed-model-config.js';

/** A value inside a JSON document that knows its own path, so that every refusal can name the place. */
export class JsonCursor {
  constructor(
    private readonly value: unknown,
    readonly path = '',
  ) {}

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  get isText(): boolean {
    return typeof this.value === 'string';
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  get isObject(): boolean {
    return isRecord(this.value);
  }

  /** The member `key`; absent when the object has none. @throws MalformedModelConfig when this is no object. */
  at(key: string): JsonCursor {
    const record = this.record();
    const value = Object.hasOwn(record, key) ? record[key] : undefined;
    return new JsonCursor(value, this.path === '' ? key : `${this.path}.${key}`);
  }

  /** The member `key` of what may be absent itself. */
  find(key: string): JsonCursor {
    return this.isAbsent ? new JsonCursor({}, this.path).at(key) : this.at(key);
  }

  hasAny(keys: readonly string[]): boolean {
    return keys.some((key) => !this.at(key).isAbsent);
  }

  keys(): string[] {
    return Object.keys(this.record());
  }

  record(): Readonly<Record<string, unknown>> {
    if (isRecord(this.value)) return this.value;
    return this.refuse('an object');
  }

  list(): JsonCursor[] {
    if (!Array.isArray(this.value)) return this.refuse('a list');
    return this.value.map((item, at) => new JsonCursor(item, `${this.path}[${at}]`));
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse('a text');
  }

  /** A number, or a text that is one. */
  number(): number {
    const number =
      typeof this.value === 'string' && this.value.trim() !== '' ? Number(this.value) : this.value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.refuse('a number');
  }

  /** True or false, also as the texts that configs of every generation hold. */
  boolean(): boolean {
    const word = typeof this.value === 'string' ? this.value.toLowerCase() : this.value;
    if (word === true || word === 'true' || word === 1) return true;
    if (word === false || word === 'false' || word === 0) return false;
    return this.refuse('true or false');
  }

  oneOf<T extends string>(words: readonly T[]): T {
    const word = words.find((candidate) => candidate === this.value);
    return word ?? this.refuse(`one of ${words.join(', ')}`);
  }

  /** Reads this value unless it is absent. */
  or<T>(fallback: T, read: (cursor: JsonCursor) => T): T {
    return this.isAbsent ? fallback : read(this);
  }

  refuse(expected: string): never {
    const shown = this.isAbsent ? 'nothing' : (JSON.stringify(this.value)?.slice(0, 60) ?? 'unreadable');
    return this.reject(`expected ${expected}, found ${shown}.`);
  }

  reject(problem: string): never {
    throw new MalformedModelConfig(this.path, problem);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
