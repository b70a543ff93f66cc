import type { ModelReference, ModelSummary } from '@aiaa/annotator';
import { ModelNotFound } from '../model-not-found.js';
import { summarise } from '../model-package.js';
import type { FoundModel } from '../pipeline-parts.js';
import { revisionKey } from './leases.js';
import type { RefusedModel } from './model-repository.js';
import { withParts, type Models } from './with-parts.js';

/** What an update of the catalogue did. */
export interface Change {
  /** Revisions that are not served any more. */
  readonly retired: readonly ModelReference[];
  /** Models that are there, gone, runnable or refused as they were not before; or that are another revision. */
  readonly names: readonly string[];
}

/** What is served now: the models of the workspace, the bundled ones whose names it does not use, all in memory. */
export class Catalogue {
  private readonly workspace = new Map<string, FoundModel>();
  private served: Models;

  constructor(private readonly bundled: Models) {
    this.served = this.merged();
  }

  /** @throws ModelNotFound, and the reason why a model is refused. */
  get(name: string): ModelReference {
    const model = this.find(name);
    if (model.kind === 'refused') throw model.reason;
    return model.reference;
  }

  /** @throws ModelNotFound */
  find(name: string): FoundModel {
    const model = this.served.get(name);
    if (model !== undefined) return model;
    throw new ModelNotFound(
      name,
      this.summaries().map((summary) => summary.name),
    );
  }

  /** What lies in the workspace under a name, as it was read: a pipeline without its parts. */
  own(name: string): FoundModel | undefined {
    return this.workspace.get(name);
  }

  ownNames(): readonly string[] {
    return [...this.workspace.keys()];
  }

  isBundled(name: string): boolean {
    return this.bundled.has(name);
  }

  /** What a model would be, were it served. */
  fit(name: string, model: FoundModel): FoundModel {
    return withParts(model, new Map([...this.served, [name, model]]));
  }

  summaries(): readonly ModelSummary[] {
    return [...this.served].flatMap(([name, model]) =>
      model.kind === 'ready' ? [summarise(name, model.config)] : [],
    );
  }

  refusals(): readonly RefusedModel[] {
    return [...this.served].flatMap(([name, model]) =>
      model.kind === 'refused' ? [{ name, reason: model.reason }] : [],
    );
  }

  serves(reference: ModelReference): boolean {
    const model = this.served.get(reference.name);
    return model?.kind === 'ready' && revisionKey(model.reference) === revisionKey(reference);
  }

  /** Puts models of the workspace in the place of those that are known by their names; undefined: there is none. */
  update(found: ReadonlyMap<string, FoundModel | undefined>): Change {
    for (const [name, model] of found) {
      if (model === undefined) this.workspace.delete(name);
      else this.workspace.set(name, model);
    }
    const before = this.served;
    this.served = this.merged();
    const names = [...new Set([...before.keys(), ...this.served.keys()])];
    return {
      names: names.filter((name) => identity(before.get(name)) !== identity(this.served.get(name))),
      retired: [...before.values()].flatMap((model) =>
        model.kind === 'ready' && !this.serves(model.reference) ? [model.reference] : [],
      ),
    };
  }

  /** Bundled models first, then those of the workspace, each by name. */
  private merged(): Models {
    const own = [...this.workspace].sort(([a], [b]) => (a < b ? -1 : 1));
    const models: Models = new Map([...this.bundled, ...own]);
    return new Map([...models].map(([name, model]) => [name, withParts(model, models)]));
  }
}

/** Tells apart what one name may mean at two times. */
function identity(model: FoundModel | undefined): string {
  if (model === undefined) return 'none';
  return model.kind === 'ready' ? revisionKey(model.reference) : `refused: ${model.reason.message}`;
}
