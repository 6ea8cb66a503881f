/* SPDX-License-Identifier: MIT */
/*
 * How often the right code comes first, and the wrong character is flagged, on recorded reading errors.
 *
 *     accuracy [CASES [ENGINE ...]]
 *
 * A row for each channel, between what counting edits gives and what somebody who knows these very errors can reach.
 * ENGINE: tesseract, ocrad, gocr; all: the three together. Without, tesseract and all.
 */
#include "../recorded.c"

#define CASES 1000   /* a rate near one half is then sure to 1.6 points (one standard deviation) */

typedef struct row {
	const char *name, *channel;
	recorded_reader reader;
} row;

static const row rows[] = {
	{ "edit distance and the check", NULL, RECORDED_DISTANCE },
	{ "channel printed", "printed", RECORDED_CHANNEL },
	{ "channel ocr, fitted to all three", "ocr", RECORDED_CHANNEL },
	{ "knows the pairs, not the direction", NULL, RECORDED_SUMS },
	{ "knows these errors exactly", NULL, RECORDED_ALL },
};

static bool print_row(const recorded_bench *bench, const recorded *noise, const row *r, size_t cases)
{
	recorded_score score;
	int task;

	printf("  %-36s", r->name);
	for (task = 0; task < RECORDED_TASKS; task++) {
		const gcv_channel *channel = r->channel != NULL ? gcv_channel_find(r->channel) : NULL;

		if (!recorded_measure(bench, noise, (recorded_task)task, r->reader, channel, cases, &score))
			return false;
		printf("  %8.1f %8.1f", 100 * score.first, 100 * score.few);
		(void)fflush(stdout);
	}
	putchar('\n');
	return true;
}

static bool print_table(const recorded_bench *bench, const char *path, const char *engine, size_t cases)
{
	recorded noise;
	size_t r;
	int task;

	if (!recorded_read(&noise, path, strcmp(engine, "all") != 0 ? engine : NULL)) {
		fprintf(stderr, "accuracy: %s: no errors of %s\n", path, engine);
		return false;
	}
	printf("%s: %.0f errors, %lu cases, in %%\n%38s", engine, noise.total, (unsigned long)cases, "");
	for (task = 0; task < RECORDED_TASKS; task++)
		printf("  %17s", recorded_names[task]);
	printf("\n%38s", "");
	for (task = 0; task < RECORDED_TASKS; task++)
		printf("  %8s %8s", task == RECORDED_UNCHECKED ? "in three" : "first", "in five");
	putchar('\n');
	for (r = 0; r < sizeof rows / sizeof rows[0]; r++)
		if (!print_row(bench, &noise, &rows[r], cases))
			return false;
	return true;
}

int main(int argc, char **argv)
{
	static char *usual[] = { "tesseract", "all" };
	char **engines = argc > 2 ? argv + 2 : usual;
	const char *root = getenv("srcdir");
	size_t cases = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : CASES, count = argc > 2 ? (size_t)argc - 2 : 2, i;
	recorded_bench *bench = recorded_open();
	char path[1024];
	bool good = bench != NULL && cases > 0;

	(void)snprintf(path, sizeof path, "%s/tests/bench/reading-errors.tsv", root != NULL ? root : ".");
	for (i = 0; good && i < count; i++)
		good = print_table(bench, path, engines[i], cases);
	recorded_close(bench);
	return good ? 0 : 1;
}
