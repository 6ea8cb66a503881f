/* SPDX-License-Identifier: MIT */
/*
 * How long gcv_verify takes for one code, by check scheme, as ratios to a plain Luhn loop in the same run; then whole
 * files: gcvalidate against wc, grep and others that only look at the shape. Peers that are not installed are named.
 */
#include "timing.h"

#include <gcvalidate.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CODES 512
#define ROUNDS 9

/* xorshift64* */
static uint64_t random_number(void)
{
	static uint64_t state = 88172645463325252u;

	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * UINT64_C(2685821657736338717);
}

static void fail(const char *what)
{
	fprintf(stderr, "bench/verify: %s\n", what);
	exit(1);
}

/* --------------------------------------------------------------------------------------------------- one code at a time */

#define TITLE "title = T\n"
#define ALNUM "class A = A-Z 0-9\n"
#define B32 "class B = 0-9 A-H J K M N P-T V-Z\n"
#define BECH "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\n"

typedef enum typing { PLAIN, GROUPED, MIXED } typing;

/* body: how many symbols of `symbols`, behind `prefix`, gcv_complete gets; as: how the codes are typed. */
typedef struct row {
	const char *name, *text, *prefix, *symbols;
	int body;
	typing as;
} row;

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define CROCKFORD "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define BECHS "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

static const row rows[] = {
	{ "no check", "layout = X16\n", "", DIGITS LETTERS, 16, PLAIN },
	{ "no check, grouped", "layout = X4-X4-X4-X4\n", "", DIGITS LETTERS, 16, GROUPED },
	{ "no check, mixed separators and case", "layout = X4-X4-X4-X4\n", "", DIGITS LETTERS, 16, MIXED },
	{ "luhn", "layout = D16\ncheck = luhn\n", "", DIGITS, 15, PLAIN },
	{ "luhn, grouped", "layout = D4 _ D4 _ D4 _ D4\ncheck = luhn\n", "", DIGITS, 15, GROUPED },
	{ "luhn, mixed separators", "layout = D4 _ D4 _ D4 _ D4\ncheck = luhn\n", "", DIGITS, 15, MIXED },
	{ "iso7064 37-2", ALNUM "class C = A-Z 0-9 '*'\nlayout = A15 C\ncheck = iso7064 37-2\n", "", DIGITS LETTERS, 15, PLAIN },
	{ "iso7064 97-10", "layout = D16\ncheck = iso7064 97-10\n", "", DIGITS, 14, PLAIN },
	{ "iso7064 661-26", "layout = L16\ncheck = iso7064 661-26\n", "", LETTERS, 14, PLAIN },
	{ "iso7064 1271-36", ALNUM "layout = A16\ncheck = iso7064 1271-36\n", "", DIGITS LETTERS, 14, PLAIN },
	{ "gf 32", B32 "layout = B16\ncheck = gf 32\n", "", CROCKFORD, 15, PLAIN },
	{ "product 4 9", ALNUM "layout = A16\ncheck = product 4 9 a=2,3 poly=7,14\n", "", DIGITS LETTERS, 15, PLAIN },
	{ "rs2", B32 "layout = B16\ncheck = rs2\n", "", CROCKFORD, 14, PLAIN },
	{ "weighted mod 11", "layout = D15 C\nclass C = 0-9\ncheck = weighted mod=11 weights=9,8,7,6,5,4,3,2\n", "", DIGITS, 15, PLAIN },
	{ "noid", "class N = 0-9 b-d f-h j k m n p-t v-x z\nclass C = 0-9 b-d f-h j k m n p-t v-x z\ncase = lower\nlayout = N15 C\n"
	  "check = noid\n", "", "0123456789bcdfghjkmnpqrstvwxz", 15, PLAIN },
	{ "crockford37", B32 "class C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B15 C\ncheck = crockford37\n", "", CROCKFORD, 15, PLAIN },
	{ "coupon-code", "class K = 0-9 A-H J-N P-R T-Y\nlayout = K3C-K3C-K3C-K3C\ncheck = coupon-code\n", "",
	  "0123456789ABCDEFGHJKLMNPQRTUVWXY", 12, GROUPED },
	{ "crc 10", B32 "layout = B16\ncheck = crc 10 0x233\n", "", CROCKFORD, 14, PLAIN },
	{ "bech32", BECH "layout = B10 C6\ncheck = bech32 prefix=gc\n", "", BECHS, 10, PLAIN },
	{ "crc-text, 6 digits in base 62", "class T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T10 C6\n"
	  "check = crc-text crc-32 digits=0-9A-Za-z\n", "", DIGITS LETTERS "abcdefghijklmnopqrstuvwxyz", 10, PLAIN },
	{ "iso7064 37,36", ALNUM "layout = A16\ncheck = iso7064 37,36\n", "", DIGITS LETTERS, 15, PLAIN },
	{ "verhoeff", "layout = D16\ncheck = verhoeff\n", "", DIGITS, 15, PLAIN },
	{ "damm", "layout = D16\ncheck = damm\n", "", DIGITS, 15, PLAIN },
	{ "mod97, letters and digits", ALNUM "class C = 0-9\nlayout = A14 C2\ncheck = mod97\n", "", DIGITS LETTERS, 14, PLAIN },
};

typedef struct codes {
	char text[CODES][64];
	size_t size[CODES];
} codes;

static gcv_catalog *load(const char *text)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *catalog;

	if (gcv_catalog_new(&catalog, NULL, GCV_CATALOG_EMPTY) != GCV_OK)
		fail("no memory");
	if (gcv_catalog_load(catalog, text, strlen(text), NULL, &error) != GCV_OK)
		fail(error.message);
	return catalog;
}

/* Separators anywhere and small letters, or none at all. */
static size_t retype(char *to, const char *code, typing as)
{
	size_t used = 0;

	for (; *code != 0; code++) {
		if (as != GROUPED && (*code == '-' || *code == ' '))
			continue;
		if (as == MIXED && random_number() % 4 == 0)
			to[used++] = " -."[random_number() % 3];
		to[used++] = as == MIXED && *code >= 'A' && *code <= 'Z' && random_number() % 2 != 0 ? (char)(*code | 0x20) : *code;
	}
	return used;
}

static void make_codes(const row *of, const gcv_format *format, codes *to)
{
	size_t made = 0, symbols = strlen(of->symbols), i;
	char body[64], code[64];

	while (made < CODES) {
		size_t size = strlen(of->prefix);

		memcpy(body, of->prefix, size);
		for (i = 0; i < (size_t)of->body; i++)
			body[size++] = of->symbols[random_number() % symbols];
		if (gcv_complete(format, body, size, code, sizeof code, NULL) != GCV_OK)
			continue;
		to->size[made] = retype(to->text[made], code, of->as);
		if (gcv_verify(format, to->text[made], to->size[made]) != 1)
			fail(of->name);
		made++;
	}
}

/* Every code wrong in one place, where the check or the alphabet tells. */
static void spoil(const gcv_format *format, const codes *from, codes *to)
{
	size_t i, at, tries;

	*to = *from;
	for (i = 0; i < CODES; i++)
		for (tries = 0; gcv_verify(format, to->text[i], to->size[i]) == 1; tries++) {
			at = random_number() % to->size[i];
			to->text[i][at] = tries > 50 ? '!' : from->text[random_number() % CODES][at];
		}
}

static double time_verify(const gcv_format *format, const codes *of, int expected)
{
	double times[ROUNDS], start;
	size_t round, repeat, i;
	long valid = 0;

	for (round = 0; round < ROUNDS; round++) {
		start = timing_wall();
		for (repeat = 0; repeat < 40; repeat++)
			for (i = 0; i < CODES; i++)
				valid += gcv_verify(format, of->text[i], of->size[i]);
		times[round] = (timing_wall() - start) / (40.0 * CODES) * 1e9;
	}
	if (valid != expected * (long)(ROUNDS * 40 * CODES))
		fail("wrong answers");
	return timing_median(times, ROUNDS);
}

/* The loop everybody writes, digits only. */
static int plain_luhn(const char *digits, size_t size)
{
	unsigned sum = 0, doubled = 0;
	size_t i;

	for (i = size; i-- > 0; doubled = !doubled) {
		unsigned digit = (unsigned)(digits[i] - '0');

		if (digit > 9)
			return 0;
		if (doubled) {
			digit *= 2;
			if (digit > 9)
				digit -= 9;
		}
		sum += digit;
	}
	return sum % 10 == 0;
}

static double time_luhn(const codes *of)
{
	int (*volatile luhn)(const char *, size_t) = plain_luhn;   /* a call, as the library's is */
	double times[ROUNDS], start;
	size_t round, repeat, i;
	long valid = 0;

	for (round = 0; round < ROUNDS; round++) {
		start = timing_wall();
		for (repeat = 0; repeat < 40; repeat++)
			for (i = 0; i < CODES; i++)
				valid += luhn(of->text[i], of->size[i]);
		times[round] = (timing_wall() - start) / (40.0 * CODES) * 1e9;
	}
	if (valid != (long)(ROUNDS * 40 * CODES))
		fail("wrong answers of the plain loop");
	return timing_median(times, ROUNDS);
}

static void bench_calls(void)
{
	static codes valid, spoilt, numbers;
	double luhn;
	size_t i;
	char text[512];

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (strcmp(rows[i].name, "luhn") == 0) {
			gcv_catalog *catalog;

			snprintf(text, sizeof text, "[f]\n" TITLE "%s", rows[i].text);
			catalog = load(text);
			make_codes(&rows[i], gcv_catalog_at(catalog, 0), &numbers);
			gcv_catalog_free(catalog);
		}
	luhn = time_luhn(&numbers);
	printf("gcv_verify, 16 characters, median of %d runs over %d codes\n", ROUNDS, CODES);
	printf("%-38s %8s %12s %10s\n", "", "valid", "plain luhn", "not valid");
	printf("%-38s %5.1f ns %10.1f x\n", "plain Luhn loop, no library", luhn, 1.0);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		gcv_catalog *catalog;
		const gcv_format *format;
		double time;

		snprintf(text, sizeof text, "[f]\n" TITLE "%s", rows[i].text);
		catalog = load(text);
		format = gcv_catalog_at(catalog, 0);
		make_codes(&rows[i], format, &valid);
		spoil(format, &valid, &spoilt);
		time = time_verify(format, &valid, 1);
		printf("%-38s %5.1f ns %10.1f x %7.1f ns\n", rows[i].name, time, time / luhn, time_verify(format, &spoilt, 0));
		gcv_catalog_free(catalog);
	}
}

/* ------------------------------------------------------------------------------------------------------ whole files */

#define LINES 2000000

typedef struct file_of_codes {
	char path[64];
	double bytes;
} file_of_codes;

/* Codes like Amazon's, one in twenty of them wrong by one character unless `clean`. */
static void write_codes(file_of_codes *to, const char *folder, int clean)
{
	static const char symbols[] = DIGITS LETTERS;
	FILE *out;
	size_t i, k;

	snprintf(to->path, sizeof to->path, "%s/%s", folder, clean ? "clean" : "damaged");
	out = fopen(to->path, "wb");
	if (out == NULL)
		fail(to->path);
	for (i = 0; i < LINES; i++) {
		char line[18] = "AAAA-AAAAAA-AAAA\n";

		for (k = 0; k < 16; k++)
			if (line[k] == 'A')
				line[k] = symbols[random_number() % 36];
		if (!clean && random_number() % 20 == 0)
			line[random_number() % 16] = '!';
		fwrite(line, 1, 17, out);
	}
	if (fclose(out) != 0)
		fail(to->path);
	to->bytes = 17.0 * LINES;
}

/* Seconds that a shell command takes, median of five; below 0 where it cannot be run. */
static double time_command(const char *command)
{
	double times[5], start;
	size_t i;

	for (i = 0; i < 5; i++) {
		int status;

		start = timing_wall();
		status = system(command);
		times[i] = timing_wall() - start;
		if (status < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
			return -1;
	}
	return timing_median(times, 5);
}

typedef struct peer {
	const char *name, *command;   /* %1: the file with damaged lines, %2: the clean one, %g: gcvalidate */
} peer;

#define SHAPE "'^[A-Z0-9]{4}-[A-Z0-9]{6}-[A-Z0-9]{4}$'"

static const peer peers[] = {
	{ "wc -l", "wc -l < %1 > %o" },
	{ "gcvalidate -f amazon -q, all valid", "%g -f amazon -q < %2" },
	{ "gcvalidate -f amazon --print", "%g -f amazon --print < %1 > %o" },
	{ "cat", "cat %1 > %o" },
	{ "LC_ALL=C grep -cE", "LC_ALL=C grep -cE " SHAPE " %1 > %o" },
	{ "LC_ALL=C grep -E, lines printed", "LC_ALL=C grep -E " SHAPE " %1 > %o" },
	{ "LC_ALL=C.UTF-8 grep -cE", "LC_ALL=C.UTF-8 grep -cE " SHAPE " %1 > %o" },
	{ "LC_ALL=C grep -cP (PCRE2)", "LC_ALL=C grep -cP " SHAPE " %1 > %o" },
	{ "rg -c", "rg -c " SHAPE " %1 > %o" },
	{ "rg -cP (PCRE2)", "rg -cP " SHAPE " %1 > %o" },
	{ "pcre2grep -c", "pcre2grep -c " SHAPE " %1 > %o" },
};

static void expand(char *to, size_t size, const char *from, const char *const *parts)
{
	size_t used = 0;

	for (; *from != 0 && used + 1 < size; from++) {
		static const char letters[] = "12go";
		const char *which = from[0] == '%' && from[1] != 0 ? strchr(letters, from[1]) : NULL;

		if (which == NULL) {
			to[used++] = *from;
			continue;
		}
		used += (size_t)snprintf(to + used, size - used, "%s", parts[which - letters]);
		from++;
	}
	to[used < size ? used : size - 1] = 0;
}

static int is_there(const char *command)
{
	char line[128];
	const char *word = strncmp(command, "LC_ALL", 6) == 0 ? strchr(command, ' ') + 1 : command;

	if (*word == '%')
		return 1;
	snprintf(line, sizeof line, "command -v %.*s >/dev/null 2>&1", (int)strcspn(word, " "), word);
	return system(line) == 0;
}

static void bench_files(const char *gcvalidate)
{
	char folder[] = "/tmp/gcvalidate-bench-XXXXXX", out[64], command[1024];
	file_of_codes damaged, clean;
	const char *parts[4];
	double base = 0;
	size_t i;

	if (mkdtemp(folder) == NULL)
		fail("no temporary folder");
	write_codes(&damaged, folder, 0);
	write_codes(&clean, folder, 1);
	snprintf(out, sizeof out, "%s/out", folder);
	parts[0] = damaged.path;
	parts[1] = clean.path;
	parts[2] = gcvalidate;
	parts[3] = out;
	printf("\n%d lines AAAA-AAAAAA-AAAA (%.0f MB), whole processes, median of 5\n", LINES, damaged.bytes / 1e6);
	for (i = 0; i < sizeof peers / sizeof peers[0]; i++) {
		double time;

		if (!is_there(peers[i].command)) {
			printf("%-38s not installed\n", peers[i].name);
			continue;
		}
		expand(command, sizeof command, peers[i].command, parts);
		time = time_command(command);
		if (i == 0)
			base = time;
		if (time < 0)
			printf("%-38s does not work here\n", peers[i].name);
		else
			printf("%-38s %7.3f s %7.1f million lines/s %7.1f x wc -l\n", peers[i].name, time, LINES / time / 1e6, time / base);
	}
	remove(damaged.path);
	remove(clean.path);
	remove(out);
	rmdir(folder);
}

int main(void)
{
	const char *gcvalidate = getenv("GCVALIDATE");

	setvbuf(stdout, NULL, _IOLBF, 0);

	bench_calls();
	bench_files(gcvalidate != NULL ? gcvalidate : "cli/gcvalidate");
	return 0;
}
