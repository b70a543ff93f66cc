const TUNABLES = 'GLIBC_TUNABLES';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How a worker is started, who works with a few blocks of memory of many megabytes, and a heap of few.
 *
 * glibc asks Linux for pages of 2 MiB in place of 4 KiB where a block is large, as volumes are, so that a fresh volume
 * costs hundreds of page faults less. What somebody has tuned already stays and counts more. Other C libraries and
 * systems take no notice.
 *
 * V8 marks its heap whenever 64 MB of volumes have come; the heap is small and marked within milliseconds, and a thread
 * that does it meanwhile only takes the processor from the one that inflates.
 */
export const memoryTuning = (environment: Environment, flags: readonly string[]) => ({
  env: { [TUNABLES]: ['glibc.malloc.hugetlb=1', environment[TUNABLES]].filter(Boolean).join(':') },
  execArgv: ['--no-concurrent-marking', ...flags],
});
