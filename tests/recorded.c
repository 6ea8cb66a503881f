/* SPDX-License-Identifier: MIT */
/* Recorded reading errors over random codes, and where the right answer stands. */
#include "recorded.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH_MAX 32
#define FEW 5
#define FLAGGED 3

static const char symbols[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static const char formats[] =
	"[mod37]\ntitle = Sixteen\nclass X = A-Z 0-9\nclass C = A-Z 0-9 '*'\nlayout = X15 C\ncheck = iso7064 37-2\n"
	"[coupon]\ntitle = Coupon\nclass D = 0-9 A-H J-N P-R T-Y\nfold = O>0 I>1 Z>2 S>5\nlayout = D3C - D3C - D3C\n"
	"check = coupon-code\n"
	"[unchecked]\ntitle = Fourteen\nclass X = A-Z 0-9\nlayout = X14\n";

/* What is drawn: the characters that bodies are made of, and how long they and codes are. */
static const struct {
	const char *name, *body_of;
	size_t body, length;
} tasks[RECORDED_TASKS] = {
	{ "mod37", symbols, 15, 16 },
	{ "coupon", "0123456789ABCDEFGHJKLMNPQRTUVWXY", 9, 12 },
	{ "unchecked", symbols, 14, 14 },
};

const char *const recorded_names[RECORDED_TASKS] = { "MOD 37-2, 16", "coupon-code, 12", "no check, 14" };

/* ------------------------------------------------------------------------------------------------- the counts */

static int symbol_of(char byte)
{
	const char *at = byte != '\0' ? strchr(symbols, byte) : NULL;

	return at != NULL ? (int)(at - symbols) : -1;
}

/* The values of one line; 0 fields: not such a line. */
static bool read_line(const char *line, const char *engine, int *column, recorded *noise)
{
	char printed[24], read[24], values[3][24];
	int i;

	if (line[0] == '#')
		return true;
	if (sscanf(line, "%23s %23s %23s %23s %23s", printed, read, values[0], values[1], values[2]) != 5)
		return false;
	if (*column < 0 && strcmp(printed, "printed") == 0) {
		*column = 3;
		for (i = 0; i < 3 && engine != NULL; i++)
			*column = strcmp(values[i], engine) == 0 ? i : *column;
		return engine == NULL || *column < 3;
	}
	if (*column < 0 || symbol_of(printed[0]) < 0 || symbol_of(read[0]) < 0 || printed[0] == read[0])
		return false;
	for (i = 0; i < 3; i++)
		if (*column == 3 || *column == i)
			noise->count[symbol_of(printed[0])][symbol_of(read[0])] += (double)strtoul(values[i], NULL, 10);
	return true;
}

bool recorded_read(recorded *noise, const char *path, const char *engine)
{
	FILE *file = fopen(path, "r");
	char line[256];
	int column = -1, a, b;
	bool good = file != NULL;

	memset(noise, 0, sizeof *noise);
	while (good && fgets(line, sizeof line, file) != NULL)
		good = read_line(line, engine, &column, noise);
	if (file != NULL)
		(void)fclose(file);
	for (a = 0; a < RECORDED_SYMBOLS; a++) {
		for (b = 0; b < RECORDED_SYMBOLS; b++)
			noise->misread[a] += noise->count[a][b];
		noise->total += noise->misread[a];
		noise->most = noise->misread[a] > noise->most ? noise->misread[a] : noise->most;
	}
	return good && noise->total > 0;
}

/* --------------------------------------------------------------------------------------------------- the cases */

struct recorded_bench {
	gcv_catalog *catalog;
	const gcv_format *formats[RECORDED_TASKS];
};

recorded_bench *recorded_open(void)
{
	recorded_bench *bench = calloc(1, sizeof *bench);
	int task;

	if (bench == NULL || gcv_catalog_new(&bench->catalog, NULL, GCV_CATALOG_EMPTY) != GCV_OK ||
	    gcv_catalog_load(bench->catalog, formats, sizeof formats - 1, "recorded", NULL) != GCV_OK) {
		recorded_close(bench);
		return NULL;
	}
	for (task = 0; task < RECORDED_TASKS; task++)
		bench->formats[task] = gcv_catalog_find(bench->catalog, tasks[task].name);
	return bench;
}

void recorded_close(recorded_bench *bench)
{
	if (bench != NULL)
		gcv_catalog_free(bench->catalog);
	free(bench);
}

/* SplitMix64: the same cases everywhere. */
static uint64_t draw(uint64_t *state)
{
	uint64_t value = *state += UINT64_C(0x9E3779B97F4A7C15);

	value = (value ^ value >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	value = (value ^ value >> 27) * UINT64_C(0x94D049BB133111EB);
	return value ^ value >> 31;
}

static double draw_share(uint64_t *state)
{
	return (double)(draw(state) >> 11) / 9007199254740992.0;
}

typedef struct example {
	recorded_task task;
	char printed[LENGTH_MAX], typed[LENGTH_MAX];   /* without separators */
	size_t position;
} example;

static void remove_separators(char *code)
{
	char *to = code;

	for (; *code != '\0'; code++)
		if (*code != '-')
			*to++ = *code;
	*to = '\0';
}

/* A code at random. */
static bool draw_code(const recorded_bench *bench, recorded_task task, uint64_t *state, char *code)
{
	char body[LENGTH_MAX] = "";
	size_t i;

	for (i = 0; i < tasks[task].body; i++)
		body[i] = tasks[task].body_of[draw(state) % strlen(tasks[task].body_of)];
	if (tasks[task].body == tasks[task].length) {
		strcpy(code, body);
		return true;
	}
	if (gcv_complete(bench->formats[task], body, strlen(body), code, LENGTH_MAX, NULL) != GCV_OK)
		return false;
	remove_separators(code);
	return true;
}

/* Codes and places at random, until one is misread; then as what. */
static bool draw_example(const recorded_bench *bench, const recorded *noise, uint64_t *state, example *e)
{
	double rest;
	int printed, read;

	do {
		if (!draw_code(bench, e->task, state, e->printed))
			return false;
		e->position = (size_t)(draw(state) % tasks[e->task].length);
		printed = symbol_of(e->printed[e->position]);
	} while (printed < 0 || draw_share(state) * noise->most >= noise->misread[printed]);
	rest = draw_share(state) * noise->misread[printed];
	for (read = 0; read < RECORDED_SYMBOLS - 1 && rest >= noise->count[printed][read]; read++)
		rest -= noise->count[printed][read];
	strcpy(e->typed, e->printed);
	e->typed[e->position] = symbols[read];
	return true;
}

/* ------------------------------------------------------------------------------------------------- the answers */

/* Where the right answer stands: behind `better` ones, equal with `equal` ones, itself included; 0 equal: nowhere. */
typedef struct place {
	size_t better, equal;
} place;

/* The chance to be among the first `count` when equal ones are in any order. */
static double among(place p, size_t count)
{
	if (p.equal == 0 || p.better >= count)
		return 0;
	return p.better + p.equal <= count ? 1 : (double)(count - p.better) / (double)p.equal;
}

/* Suggestions; a code that was right after folding is the first answer. */
static place suggested(const gcv_report *report, const example *e)
{
	place p = { 0, 0 };

	if (gcv_report_plain(report) != NULL) {
		p.equal = strcmp(gcv_report_plain(report), e->printed) == 0;
		return p;
	}
	for (; p.better < gcv_report_suggestion_count(report); p.better++)
		if (strcmp(gcv_report_suggestion(report, p.better)->plain, e->printed) == 0) {
			p.equal = 1;
			return p;
		}
	return p;
}

static place flagged(const gcv_report *report, const example *e)
{
	place p = { 0, 0 };
	double right = 0;
	size_t i;

	for (i = 0; i < gcv_report_finding_count(report); i++)
		if (gcv_report_finding(report, i)->kind == GCV_LOOK_ALIKE && gcv_report_finding(report, i)->position == e->position + 1)
			right = gcv_report_finding(report, i)->probability;
	for (i = 0; right > 0 && i < gcv_report_finding_count(report); i++) {
		const gcv_finding *finding = gcv_report_finding(report, i);

		if (finding->kind != GCV_LOOK_ALIKE)
			continue;
		p.better += finding->probability > right;
		p.equal += finding->probability == right;
	}
	return p;
}

static bool ask_channel(const recorded_bench *bench, const gcv_channel *channel, const example *e, place *p)
{
	gcv_options options;
	gcv_report *report;

	gcv_options_init(&options, sizeof options);
	options.formats = &bench->formats[e->task];
	options.format_count = 1;
	options.channel = channel;
	options.suggestions = e->task == RECORDED_UNCHECKED ? 0 : FEW;
	if (gcv_check(bench->catalog, e->typed, strlen(e->typed), &options, &report) != GCV_OK)
		return false;
	*p = e->task == RECORDED_UNCHECKED ? flagged(report, e) : suggested(report, e);
	gcv_report_free(report);
	return true;
}

/* How likely this reader holds that `printed` was read as `read`. */
static double weight(const recorded *noise, recorded_reader reader, char printed, char read)
{
	int x = symbol_of(printed), y = symbol_of(read);

	if (reader == RECORDED_DISTANCE || x < 0 || y < 0)
		return reader == RECORDED_DISTANCE;
	return noise->count[x][y] + (reader == RECORDED_SUMS ? noise->count[y][x] : 0);
}

/* Whether a character of this format was misread as one that it does not have: then nothing else was. */
static bool is_foreign(recorded_task task, char byte)
{
	return strchr(tasks[task].body_of, byte) == NULL;
}

/* Every code that one substitution makes of what was typed, if it passes the check. */
static place ask_checked(const recorded_bench *bench, const recorded *noise, recorded_reader reader, const example *e)
{
	double right = weight(noise, reader, e->printed[e->position], e->typed[e->position]);
	char code[LENGTH_MAX];
	place p = { 0, 0 };
	size_t i, s;

	strcpy(code, e->typed);
	for (i = 0; i < tasks[e->task].length; i++) {
		if (i != e->position && is_foreign(e->task, e->typed[e->position]))
			continue;
		for (s = 0; s < RECORDED_SYMBOLS; s++) {
			double here = weight(noise, reader, symbols[s], e->typed[i]);

			code[i] = symbols[s];
			if (code[i] == e->typed[i] || here < right || !gcv_verify(bench->formats[e->task], code, strlen(code)))
				continue;
			p.better += here > right;
			p.equal += here <= right;
		}
		code[i] = e->typed[i];
	}
	return p;
}

/* Characters, by how often what was read is wrong. */
static place ask_unchecked(const recorded *noise, recorded_reader reader, const example *e)
{
	double doubt[LENGTH_MAX] = { 0 };
	place p = { 0, 0 };
	size_t i, s;

	for (i = 0; i < tasks[e->task].length; i++)
		for (s = 0; s < RECORDED_SYMBOLS; s++)
			if (symbols[s] != e->typed[i])
				doubt[i] += weight(noise, reader, symbols[s], e->typed[i]);
	for (i = 0; i < tasks[e->task].length; i++) {
		p.better += doubt[i] > doubt[e->position];
		p.equal += doubt[i] >= doubt[e->position] && doubt[i] <= doubt[e->position];
	}
	return p;
}

bool recorded_measure(const recorded_bench *bench, const recorded *noise, recorded_task task, recorded_reader reader,
                      const gcv_channel *channel, size_t cases, recorded_score *score)
{
	uint64_t state = UINT64_C(0x5EED);
	example e;
	size_t i;

	memset(&e, 0, sizeof e);
	e.task = task;
	score->first = score->few = 0;
	for (i = 0; i < cases; i++) {
		place p = { 0, 0 };

		if (!draw_example(bench, noise, &state, &e))
			return false;
		if (reader == RECORDED_CHANNEL ? !ask_channel(bench, channel, &e, &p) : false)
			return false;
		if (reader != RECORDED_CHANNEL)
			p = task == RECORDED_UNCHECKED ? ask_unchecked(noise, reader, &e) : ask_checked(bench, noise, reader, &e);
		score->first += among(p, task == RECORDED_UNCHECKED ? FLAGGED : 1) / (double)cases;
		score->few += among(p, FEW) / (double)cases;
	}
	return true;
}
