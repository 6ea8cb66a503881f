/* SPDX-License-Identifier: MIT */
/*
 * Generator: data/lookalikes/ and data/channels/ to the tables of lib/channel.c, on standard output.
 *
 *     gen_channel FILE...
 *
 * Files are known by their names; all of them are needed.
 *
 * Pairs that the look-alike tables name have their weights from there. All others get one from glyph geometry:
 * scale * exp(5 (similarity - 0.86)), and where one glyph nearly lies inside the other (less than 0.05 of ink missing
 * on one side) times exp(3.4 d) when ink was scraped away and exp(-3.4 d) when residue was left, d = ink to remove minus
 * ink to add, within 0.27. Both slopes were fitted to counted reading errors; see gcvalidate-channel(5).
 *
 * The text form of a channel is read by the library's own parser.
 */
#include "../lib/channel_file.c"
#include "../lib/decimal.c"
#include "../lib/memory.c"

#include <stdarg.h>

/* In place of text.c, which needs libunistring: the data are ours, malformed bytes only have to be refused. */
size_t gcvi_utf8_read(const uint8_t *text, size_t size, uint32_t *point)
{
	size_t bytes = size == 0 ? 0 : text[0] < 0x80 ? 1 : text[0] < 0xC2 ? 0 : text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3
		: text[0] < 0xF5 ? 4 : 0;
	size_t i;

	if (bytes == 0 || bytes > size)
		return 0;
	*point = bytes == 1 ? text[0] : text[0] & (0x7Fu >> bytes);
	for (i = 1; i < bytes; i++) {
		if ((text[i] & 0xC0) != 0x80)
			return 0;
		*point = *point << 6 | (text[i] & 0x3Fu);
	}
	return bytes;
}

#define FIELDS 16
#define LINE 4096

static const char *const channel_names[] = { "printed", "scratched", "handwritten", "spoken", "keyed", "ocr" };
static const char *const tables[] = { "latin", "lower", "kana" };

typedef struct shape {
	uint32_t printed, typed;
	double weight[GCVI_SHAPES_COUNT];
} shape;

typedef struct key {
	uint32_t points[16];
	size_t count;
	double x, y;
} key;

static struct {
	char path[1024], line[LINE];
	size_t number;
	FILE *file;
	char *fields[FIELDS];
	size_t count;
} in;

static shape *shapes;
static size_t shape_count, shape_room;

static void die(const char *format, ...)
{
	va_list args;

	fprintf(stderr, "gen_channel: %s:%lu: ", in.path, (unsigned long)in.number);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static void *grow(void *items, size_t *room, size_t need, size_t size)
{
	if (need <= *room)
		return items;
	*room = *room != 0 ? *room * 2 : 256;
	items = realloc(items, *room * size);
	if (items == NULL)
		die("no memory");
	return items;
}

/* ------------------------------------------------------------------------------------------------- input */

static char **files;

static void open_table(const char *folder, const char *name)
{
	char end[64];
	char **path;

	snprintf(end, sizeof end, "%s/%s.tsv", folder, name);
	for (path = files; *path != NULL; path++)
		if (strlen(*path) >= strlen(end) && strcmp(*path + strlen(*path) - strlen(end), end) == 0)
			break;
	snprintf(in.path, sizeof in.path, "%s", *path != NULL ? *path : end);
	in.number = 0;
	in.file = *path != NULL ? fopen(*path, "rb") : NULL;
	if (in.file == NULL)
		die("not given or not readable");
}

/* Next line that says something, cut at single tabs. */
static int next_line(void)
{
	while (fgets(in.line, sizeof in.line, in.file) != NULL) {
		char *at = in.line, *end = in.line + strcspn(in.line, "\r\n");

		in.number++;
		if (*end == '\0' && !feof(in.file))
			die("line too long");
		*end = '\0';
		if (in.line[0] == '\0' || in.line[0] == '#')
			continue;
		for (in.count = 0; in.count < FIELDS && at != NULL; in.count++) {
			in.fields[in.count] = at;
			at = strchr(at, '\t');
			if (at != NULL)
				*at++ = '\0';
		}
		return 1;
	}
	fclose(in.file);
	return 0;
}

static const char *text_at(size_t index)
{
	return index < in.count ? in.fields[index] : "";
}

static uint32_t point_at(size_t index)
{
	const char *text = text_at(index);
	uint32_t point = 0;

	if (*text == '\0' || gcvi_utf8_read((const uint8_t *)text, strlen(text), &point) != strlen(text) || point > 0xFFFF)
		die("field %lu: expected one character", (unsigned long)index + 1);
	return point;
}

static double number_at(size_t index)
{
	const char *text = text_at(index);
	double value = 0;

	if (!gcvi_decimal_read(text, strlen(text), &value))
		die("field %lu: expected a number", (unsigned long)index + 1);
	return value;
}

/* ------------------------------------------------------------------------------------------------ shapes */

/* exp by halving and a series: the same bits with every C library. */
static double exponential(double x)
{
	double sum = 1, term = 1;
	int i;

	x /= 1024;
	for (i = 1; i < 12; i++) {
		term *= x / i;
		sum += term;
	}
	for (i = 0; i < 10; i++)
		sum *= sum;
	return sum;
}

static void add_shape(uint32_t printed, uint32_t typed, double clean, double scratched, double residue)
{
	shapes = grow(shapes, &shape_room, shape_count + 1, sizeof *shapes);
	shapes[shape_count].printed = printed;
	shapes[shape_count].typed = typed;
	shapes[shape_count].weight[GCVI_SHAPES_CLEAN] = clean;
	shapes[shape_count].weight[GCVI_SHAPES_SCRATCHED] = scratched;
	shapes[shape_count++].weight[GCVI_SHAPES_RESIDUE] = residue;
}

static void add_geometry(uint32_t printed, uint32_t typed, double scale, double similarity, double loss, double gain)
{
	double weight = scale * exponential(5 * (similarity - 0.86)), d = 0;

	if (loss < 0.05 || gain < 0.05)
		d = loss - gain;
	d = d > 0.27 ? 0.27 : d < -0.27 ? -0.27 : d;
	add_shape(printed, typed, weight, weight * exponential(3.4 * d), weight * exponential(-3.4 * d));
}

static void read_geometry(void)
{
	struct { char name[16]; double scale; } sets[8];
	size_t set_count = 0, s;

	open_table("lookalikes", "geometry");
	while (next_line()) {
		if (strcmp(text_at(0), "a") == 0)
			continue;
		if (strcmp(text_at(0), "scale") == 0) {
			if (set_count == 8 || strlen(text_at(1)) > 15)
				die("too many sets");
			strcpy(sets[set_count].name, text_at(1));
			sets[set_count++].scale = number_at(2);
			continue;
		}
		for (s = 0; s < set_count && strcmp(sets[s].name, text_at(5)) != 0; s++)
			;
		if (s == set_count)
			die("set '%s' has no scale", text_at(5));
		add_geometry(point_at(0), point_at(1), sets[s].scale, number_at(2), number_at(3), number_at(4));
		add_geometry(point_at(1), point_at(0), sets[s].scale, number_at(2), number_at(4), number_at(3));
	}
}

static void read_lookalikes(const char *name)
{
	size_t clean = 0, scratched = 0, residue = 0, i;

	open_table("lookalikes", name);
	while (next_line()) {
		if (clean != 0) {
			add_shape(point_at(0), point_at(1), number_at(clean), number_at(scratched), number_at(residue));
			continue;
		}
		for (i = 2; i < in.count; i++) {
			clean = strcmp(text_at(i), "clean") == 0 ? i : clean;
			scratched = strcmp(text_at(i), "scratched") == 0 ? i : scratched;
			residue = strcmp(text_at(i), "residue") == 0 ? i : residue;
		}
		if (clean == 0 || scratched == 0 || residue == 0)
			die("expected a first line that names the columns clean, scratched, residue");
	}
}

static int shape_order(const void *a, const void *b)
{
	const shape *x = a, *y = b;

	if (x->printed != y->printed)
		return x->printed < y->printed ? -1 : 1;
	return (x->typed > y->typed) - (x->typed < y->typed);
}

/* Sorts the rows from `from` on; the same pair twice in one source is an error in the data. */
static void sort_shapes(size_t from)
{
	size_t i;

	qsort(shapes + from, shape_count - from, sizeof *shapes, shape_order);
	for (i = from + 1; i < shape_count; i++)
		if (shape_order(&shapes[i - 1], &shapes[i]) == 0)
			die("U+%04lX U+%04lX stands twice", (unsigned long)shapes[i].printed, (unsigned long)shapes[i].typed);
}

static unsigned long millionths(double weight)
{
	return (unsigned long)(weight * 1e6 + 0.5);
}

static void print_shapes(size_t tables_end)
{
	size_t table = 0, geometry = tables_end;

	puts("static const gcvi_shape_row shape_rows[] = {");
	while (table < tables_end || geometry < shape_count) {
		int order = table == tables_end ? 1 : geometry == shape_count ? -1
			: shape_order(&shapes[table], &shapes[geometry]);
		const shape *s = order <= 0 ? &shapes[table++] : &shapes[geometry++];

		if (order == 0)
			geometry++;
		printf("\t{ 0x%04lX, 0x%04lX, { %lu, %lu, %lu } },\n", (unsigned long)s->printed, (unsigned long)s->typed,
		       millionths(s->weight[0]), millionths(s->weight[1]), millionths(s->weight[2]));
	}
	puts("};\n");
}

/* -------------------------------------------------------------------------------------------------- keys */

static gcvi_key_row key_rows[4096];
static size_t key_row_count;

static void add_key_row(uint32_t printed, uint32_t typed, double weight)
{
	size_t i;

	for (i = 0; i < key_row_count; i++)
		if (key_rows[i].printed == printed && key_rows[i].typed == typed) {
			key_rows[i].weight += (uint32_t)millionths(weight);
			return;
		}
	if (key_row_count == sizeof key_rows / sizeof key_rows[0])
		die("too many neighbours");
	key_rows[key_row_count].printed = (uint16_t)printed;
	key_rows[key_row_count].typed = (uint16_t)typed;
	key_rows[key_row_count++].weight = (uint32_t)millionths(weight);
}

/* Keys that touch: centres at most 1.27 apart. A slip to one of them is as frequent as the square of that is small. */
static void add_neighbours(const key *keys, size_t count, double across)
{
	size_t a, b, i, j;

	for (a = 0; a < count; a++)
		for (b = 0; b < count; b++) {
			double dx = keys[a].x - keys[b].x, dy = keys[a].y - keys[b].y, square = dx * dx + dy * dy;

			if (square > 1.6)
				continue;
			for (i = 0; i < keys[a].count; i++)
				for (j = 0; j < keys[b].count; j++)
					if (a == b ? i != j : i == j)
						add_key_row(keys[a].points[i], keys[b].points[j], a == b ? 1 : across / square);
		}
}

static size_t read_keys(const char *layout, key *keys, size_t room, double *across)
{
	size_t count = 0;

	open_table("channels", "keyboards");
	*across = 1;
	while (next_line()) {
		const char *at = text_at(3);
		double x = 0;

		if (strcmp(text_at(0), "across") == 0 && strcmp(text_at(1), layout) == 0)
			*across = number_at(2);
		if (strcmp(text_at(0), layout) != 0)
			continue;
		for (x = number_at(2); *at != '\0'; x += 1) {
			if (count == room)
				die("too many keys");
			keys[count].count = 0;
			keys[count].x = x;
			keys[count].y = number_at(1);
			while (*at != '\0' && *at != ' ') {
				size_t bytes = gcvi_utf8_read((const uint8_t *)at, strlen(at), &keys[count].points[keys[count].count]);

				if (bytes == 0 || ++keys[count].count == 16)
					die("not UTF-8, or too much on one key");
				at += bytes;
			}
			at += *at == ' ';
			count++;
		}
	}
	return count;
}

static int key_row_order(const void *a, const void *b)
{
	const gcvi_key_row *x = a, *y = b;

	if (x->printed != y->printed)
		return x->printed < y->printed ? -1 : 1;
	return (x->typed > y->typed) - (x->typed < y->typed);
}

static void print_keys(void)
{
	int k;

	for (k = GCVI_SHAPES_COUNT; k < GCVI_EVIDENCE_COUNT; k++) {
		static key keys[128];
		double across;
		size_t count = read_keys(gcvi_evidence_names[k][1], keys, 128, &across), i;

		key_row_count = 0;
		add_neighbours(keys, count, across);
		if (key_row_count == 0)
			die("no keys for %s", gcvi_evidence_names[k][1]);
		qsort(key_rows, key_row_count, sizeof key_rows[0], key_row_order);
		printf("static const gcvi_key_row %s_rows[] = {\n", gcvi_evidence_names[k][1]);
		for (i = 0; i < key_row_count; i++)
			printf("\t{ 0x%04lX, 0x%04lX, %lu },\n", (unsigned long)key_rows[i].printed,
			       (unsigned long)key_rows[i].typed, (unsigned long)key_rows[i].weight);
		puts("};\n");
	}
	puts("static const struct { const gcvi_key_row *rows; size_t count; } key_tables[GCVI_KEYS_COUNT] = {");
	for (k = GCVI_SHAPES_COUNT; k < GCVI_EVIDENCE_COUNT; k++)
		printf("\t{ %s_rows, sizeof %s_rows / sizeof %s_rows[0] },\n", gcvi_evidence_names[k][1],
		       gcvi_evidence_names[k][1], gcvi_evidence_names[k][1]);
	puts("};\n");
}

/* ---------------------------------------------------------------------------------------------- channels */

static struct gcv_channel read_channel(const char *name, gcvi_arena *arena)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	struct gcv_channel channel;
	char *text = NULL;
	size_t size = 0, room = 0;
	int c;

	open_table("channels", name);
	while ((c = fgetc(in.file)) != EOF) {
		text = grow(text, &room, size + 1, 1);
		text[size++] = (char)c;
	}
	fclose(in.file);
	if (gcvi_channel_parse(&channel, text, size, arena, &error) != GCV_OK) {
		in.number = error.line;
		die("%lu: %s", (unsigned long)error.column, error.message);
	}
	if (strcmp(channel.name, name) != 0)
		die("the channel has to be called %s", name);
	free(text);
	return channel;
}

static void print_decimal(double value)
{
	char text[GCVI_DECIMAL_SIZE];

	gcvi_decimal_write(value, text);
	printf("%s%s", text, strchr(text, '.') != NULL ? "" : ".0");
}

static double key_value(const struct gcv_channel *channel, size_t k)
{
	double value;

	memcpy(&value, (const char *)channel + gcvi_channel_keys[k].offset, sizeof value);
	return value;
}

static void print_string(const char *text)
{
	putchar('"');
	for (; *text != '\0'; text++)
		if (*text == '"' || *text == '\\' || *text == '?')
			printf("\\%c", *text);
		else
			putchar(*text);
	putchar('"');
}

static void print_channel(const struct gcv_channel *channel)
{
	size_t k;

	printf("\t{ \"%s\", ", channel->name);
	print_string(channel->title);
	for (k = 0; k < gcvi_channel_key_count; k++) {
		printf("%s", k == 0 ? ",\n\t  { " : ", ");
		print_decimal(key_value(channel, k));
		if (strcmp(gcvi_channel_keys[k].name, "end") == 0)
			printf(" }");
	}
	for (k = 0; k < GCVI_EVIDENCE_COUNT; k++) {
		printf("%s", k == 0 ? ",\n\t  { " : ", ");
		print_decimal(channel->include[k]);
	}
	if (channel->pair_count != 0)
		printf(" },\n\t  %s_pairs, sizeof %s_pairs / sizeof %s_pairs[0], NULL },\n", channel->name, channel->name,
		       channel->name);
	else
		printf(" },\n\t  NULL, 0, NULL },\n");
}

static void print_channels(void)
{
	const size_t count = sizeof channel_names / sizeof channel_names[0];
	struct gcv_channel channels[sizeof channel_names / sizeof channel_names[0]];
	gcvi_arena arena;
	size_t i, p;

	gcvi_arena_init(&arena, NULL);
	for (i = 0; i < count; i++) {
		channels[i] = read_channel(channel_names[i], &arena);
		if (channels[i].pair_count == 0)
			continue;
		printf("static const gcvi_pair %s_pairs[] = {\n", channel_names[i]);
		for (p = 0; p < channels[i].pair_count; p++) {
			printf("\t{ 0x%04lX, 0x%04lX, ", (unsigned long)channels[i].pairs[p].printed,
			       (unsigned long)channels[i].pairs[p].typed);
			print_decimal(channels[i].pairs[p].weight);
			puts(" },");
		}
		puts("};\n");
	}
	puts("static const struct gcv_channel builtin_channels[] = {");
	for (i = 0; i < count; i++)
		print_channel(&channels[i]);
	puts("};");
	gcvi_arena_free(&arena);
}

int main(int argc, char **argv)
{
	size_t i, tables_end;

	if (argc < 2) {
		fprintf(stderr, "usage: gen_channel FILE...\n");
		return 2;
	}
	files = argv + 1;
	puts("/* Made by build-aux/gen_channel.c from data/lookalikes/ and data/channels/; do not edit. */\n");
	for (i = 0; i < sizeof tables / sizeof tables[0]; i++)
		read_lookalikes(tables[i]);
	sort_shapes(0);
	tables_end = shape_count;
	read_geometry();
	sort_shapes(tables_end);
	print_shapes(tables_end);
	print_keys();
	print_channels();
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("gen_channel");
		return 1;
	}
	return 0;
}
