import type { Progress } from '@aiaa/annotator';
import { SingleBar } from 'cli-progress';

const WORDS: Record<Exclude<Progress['stage'], 'running'>, string> = {
  queued: 'waiting',
  fetching: 'fetching the image',
  reading: 'reading the image',
  loading: 'loading the network',
  restoring: 'bringing the mask home',
  writing: 'writing the mask',
};

/** One line on the terminal that says how far a request is; silent where no person watches. */
export class ProgressLine {
  private readonly bar: SingleBar;
  private started = false;

  constructor(private readonly stream: NodeJS.WriteStream) {
    this.bar = new SingleBar({
      stream,
      format: '{stage}  [{bar}]  {value}/{total} windows  {duration_formatted}',
      barCompleteChar: '=',
      barIncompleteChar: ' ',
      hideCursor: true,
      clearOnComplete: true,
    });
  }

  show(progress: Progress): void {
    if (!this.stream.isTTY) return;
    if (progress.stage === 'fetching') this.count(progress.files, progress.of);
    else if (progress.stage === 'running') this.advance(progress.windowsDone, progress.windows);
    else if (this.started) this.bar.update({ stage: WORDS[progress.stage] });
    else this.stream.write(`${WORDS[progress.stage]}\n`);
  }

  end(): void {
    if (this.started) this.bar.stop();
    this.started = false;
  }

  /** Overwrites itself until it is through. */
  private count(files: number, of: number | undefined): void {
    this.stream.write(`\r${WORDS.fetching}: ${files}${of === undefined ? '' : ` of ${of}`} files`);
    if (files === of) this.stream.write('\n');
  }

  private advance(done: number, total: number): void {
    if (!this.started) this.bar.start(total, done, { stage: 'running the network' });
    this.started = true;
    this.bar.update(done);
  }
}
