/* SPDX-License-Identifier: MIT */
/* Floor 3: the tables of the short way: made once for a format, asked for every code. */
#include "fast.h"

#include "reading.h"
#include "text.h"

#include <string.h>

/* ----------------------------------------------------------------------------------------------------------- asking */

void gcvi_fast_symbols(const struct gcvi_fast *fast, const uint8_t *units, size_t count, gcvi_symbol *symbols)
{
	size_t i;

	for (i = 0; i < count; i++)
		symbols[i] = fast->bytes->symbols[units[i]];
}

static int ask_automaton(const struct gcvi_fast *fast, const gcvi_automaton *automaton, const uint8_t *units, size_t count)
{
	gcvi_symbol symbols[GCVI_CODE_MAX];
	int taken;

	gcvi_fast_symbols(fast, units, count, symbols);
	taken = gcvi_automaton_verify(automaton, symbols) != 0;
	gcvi_wipe(symbols, count * sizeof *symbols);
	return taken;
}

int gcvi_fast_takes(const struct gcvi_fast *fast, size_t layout, const uint8_t *units, size_t count)
{
	const gcvi_fast_layout *l = &fast->layouts[layout];
	const gcvi_fast_form *form;
	size_t head, i;

	if (count < l->min || count > l->max)
		return 0;
	if (l->forms == NULL) {
		head = count - l->tail;
		return gcvi_rows_allow(&fast->tables, l->sequence, units, head) &&
		       (l->tail == 0 || gcvi_rows_allow(&fast->tables, l->sequence + l->max - l->tail, units + head, l->tail));
	}
	if (count - l->min >= GCVI_FAST_LENGTHS)
		return -1;
	form = &l->forms[count - l->min];
	for (i = 0; i < form->pass_count; i++)
		if (!gcvi_pass_accepts(&fast->tables, &fast->passes[form->pass + i], units))
			return 0;
	if (form->automaton != NULL)
		return ask_automaton(fast, form->automaton, units, count);
	return form->pass_count != 0 ? 1 : -1;
}

/* ---------------------------------------------------------------------------------------------------- classes of bytes */

/*
 * Hints: what stands before a label's end or in a URL (": = # > line end"), what an encoding begins with (& = %), and
 * quotation marks. A superset of what unwrap.c and decode.c look for, ' is ' apart.
 */
static const char hints[] = ":=#>\n&%\"'`<(*";

static void classify(gcvi_fast_bytes *to, const gcvi_alphabet *alphabet, uint8_t byte)
{
	bool separates = gcvi_is_separator(byte);
	gcvi_symbol symbol = separates ? gcvi_alphabet_find(alphabet, byte) : gcvi_resolve_lossless(alphabet, byte);
	unsigned class_ = separates ? 0 : GCVI_BYTE_SAYS;

	if (separates && symbol == GCVI_NO_SYMBOL)
		class_ |= GCVI_BYTE_SEPARATES;
	if (byte == '[' && symbol != GCVI_NO_SYMBOL)
		class_ |= GCVI_BYTE_LONG;
	if (byte == '[' || gcvi_is_unreadable(byte))
		symbol = GCVI_NO_SYMBOL;
	if (byte != 0 && strchr(hints, byte) != NULL)
		class_ |= GCVI_BYTE_HINT;
	if (byte == ' ')
		class_ |= GCVI_BYTE_BLANK;
	if ((byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'))
		class_ |= GCVI_BYTE_LETTER;
	if (alphabet->one_case && gcvi_upper(byte) != byte)
		class_ |= GCVI_BYTE_LOWER;
	if (alphabet->one_case && gcvi_lower(byte) != byte)
		class_ |= GCVI_BYTE_UPPER;
	to->classes[byte] = (uint8_t)class_;
	to->separates[byte] = (class_ & GCVI_BYTE_SEPARATES) != 0;
	to->symbols[byte] = symbol;
	to->careful = to->careful || (separates && symbol != GCVI_NO_SYMBOL);
}

static bool are_equal(const gcvi_alphabet *a, const gcvi_alphabet *b)
{
	return a->count == b->count && a->case_rule == b->case_rule && a->one_case == b->one_case &&
	       a->fold_count == b->fold_count && memcmp(a->points, b->points, a->count * sizeof a->points[0]) == 0 &&
	       memcmp(a->folds, b->folds, a->fold_count * sizeof a->folds[0]) == 0;
}

static const gcvi_fast_bytes *bytes_for(const gcvi_alphabet *alphabet, const struct gcvi_fast *before, gcvi_arena *arena)
{
	gcvi_fast_bytes *made;
	size_t i;

	for (; before != NULL; before = before->before)
		if (are_equal(before->alphabet, alphabet))
			return before->bytes;
	made = gcvi_arena_alloc(arena, 1, sizeof *made);
	if (made == NULL)
		return NULL;
	made->ascii = alphabet->points[alphabet->count - 1] < 128;
	made->careful = alphabet->one_case;
	for (i = 0; i < 128; i++)
		classify(made, alphabet, (uint8_t)i);
	for (; i < GCVI_UNITS; i++) {
		made->classes[i] = GCVI_BYTE_LONG | GCVI_BYTE_SAYS;
		made->symbols[i] = GCVI_NO_SYMBOL;
	}
	for (i = 0; i < 128; i++)
		if (made->symbols[i] != GCVI_NO_SYMBOL && alphabet->points[made->symbols[i]] < 128)
			made->canonical[i] = (char)alphabet->points[made->symbols[i]];
	for (i = 0; i < alphabet->count; i++) {
		made->units[i] = alphabet->points[i] < 128 ? (uint8_t)alphabet->points[i] : (uint8_t)(128 + i);
		made->symbols[made->units[i]] = (gcvi_symbol)i;
	}
	return made;
}

/* ---------------------------------------------------------------------------------------------------------- layouts */

typedef struct making {
	const struct gcv_format *format;
	gcvi_table_maker maker;
	gcvi_arena *arena, *scratch;
	size_t kept;              /* bytes of automata so far */
} making;

static size_t lengths_of(const gcvi_fast_layout *layout)
{
	size_t lengths = (size_t)layout->max - layout->min + 1;

	return lengths < GCVI_FAST_LENGTHS ? lengths : GCVI_FAST_LENGTHS;
}

/* The rows of the longest code of a layout, and how many come behind the item whose length varies. As gcvi_table_row. */
static int put_rows(making *m, const gcvi_layout *layout, uint32_t *rows, size_t *tail)
{
	size_t at = 0, i, k;
	uint32_t row = 0;
	int done = 1;

	*tail = 0;
	for (i = 0; i < layout->item_count && done == 1; i++) {
		const gcvi_item *item = &layout->items[i];

		if (item->kind == GCVI_ITEM_BREAK)
			continue;
		done = gcvi_table_row(&m->maker, &item->allowed, &row);
		for (k = 0; k < item->max; k++)
			rows[at++] = row;
		*tail = item->min < item->max ? 0 : *tail + item->max;
	}
	return done;
}

static int make_unchecked(making *m, size_t layout, gcvi_fast_layout *made)
{
	uint32_t rows[GCVI_CODE_MAX];
	size_t tail;
	int done = put_rows(m, &m->format->layouts[layout], rows, &tail);

	if (done == 1)
		done = gcvi_table_sequence(&m->maker, rows, made->max, &made->sequence);
	made->tail = (uint16_t)(made->min < made->max ? tail : 0);
	if (done != 0)
		return done < 0 ? done : GCV_OK;
	/* Too large: every length is a form of nothing. */
	made->forms = gcvi_arena_alloc(m->arena, lengths_of(made), sizeof *made->forms);
	return made->forms != NULL ? GCV_OK : GCV_E_MEMORY;
}

static int keep_automaton(making *m, size_t layout, size_t length, gcvi_fast_form *made)
{
	size_t before = m->arena->bytes;
	gcvi_automaton *automaton;
	gcvi_form form;
	int status;

	if (m->kept > GCVI_FAST_KEPT)
		return GCV_OK;
	automaton = gcvi_arena_alloc(m->arena, 1, sizeof *automaton);
	if (automaton == NULL)
		return GCV_E_MEMORY;
	status = gcvi_form_make(m->format, layout, length, m->arena, &form, automaton);
	m->kept += m->arena->bytes - before;
	if (status == GCV_OK)
		made->automaton = automaton;
	return status == GCV_E_MEMORY ? status : GCV_OK;
}

static int make_length(making *m, size_t layout, size_t length, gcvi_fast_form *made)
{
	gcvi_automaton automaton;
	gcvi_arena arena;
	gcvi_form form;
	int status, done = 0;

	made->pass = (uint32_t)m->maker.pass_count;
	if (m->maker.computed > GCVI_CELLS_COMPUTED / 2 && m->kept > GCVI_FAST_KEPT)
		return GCV_OK;
	gcvi_arena_init(&arena, &m->scratch->allocator);
	status = gcvi_form_make(m->format, layout, length, &arena, &form, &automaton);
	if (status == GCV_OK)
		done = gcvi_table_form(&m->maker, &automaton);
	gcvi_arena_free(&arena);
	if (status != GCV_OK || done < 0)
		return status == GCV_E_MEMORY || done < 0 ? GCV_E_MEMORY : GCV_OK;
	made->pass_count = (uint32_t)m->maker.pass_count - made->pass;
	return done != 0 ? GCV_OK : keep_automaton(m, layout, length, made);
}

/* The longest first: shorter ones are often its beginning or its end. */
static int make_checked(making *m, size_t layout, gcvi_fast_layout *made)
{
	size_t lengths = lengths_of(made), k;
	gcvi_fast_form *forms = gcvi_arena_alloc(m->arena, lengths, sizeof *forms);
	int status = GCV_OK;

	if (forms == NULL)
		return GCV_E_MEMORY;
	made->forms = forms;
	for (k = lengths; k-- > 0 && status == GCV_OK;)
		status = make_length(m, layout, made->min + k, &forms[k]);
	return status;
}

static bool is_alone(const struct gcv_format *format, size_t layout)
{
	size_t i;

	for (i = 0; i < format->layout_count; i++)
		if (i != layout && format->layouts[i].min <= format->layouts[layout].max &&
		    format->layouts[i].max >= format->layouts[layout].min)
			return false;
	return true;
}

/* Separators among the rows, and what they are printed as. Returns how many rows there are then; 0: no ASCII. */
static size_t put_separators(const gcvi_layout *from, const uint32_t *rows, uint32_t *to, char *print)
{
	uint32_t separator = 0;
	size_t used = 0, at = 0, i, k;

	for (i = 0; i < from->item_count; i++) {
		const gcvi_item *item = &from->items[i];

		if (item->kind == GCVI_ITEM_BREAK) {
			separator = item->separator;
			continue;
		}
		if (separator >= 128)
			return 0;
		if (separator != 0) {
			print[used] = (char)separator;
			to[used++] = GCVI_SEPARATOR_ROW;
		}
		separator = 0;
		for (k = 0; k < item->max; k++)
			to[used++] = rows[at++];
	}
	return used;
}

/* A single pass over the whole code is one over the printed code, too, where the separators' row is put in. */
static int make_printed(making *m, size_t layout, gcvi_fast_layout *made)
{
	gcvi_pass pass = { .kind = GCVI_PASS_SETS, .sequence = made->sequence, .count = made->max };
	uint32_t rows[2 * GCVI_CODE_MAX];
	size_t used;
	char *print;
	int done;

	if (made->forms != NULL && made->forms[0].pass_count == 1)
		pass = m->maker.passes[made->forms[0].pass];
	else if (made->forms != NULL)
		return GCV_OK;
	if (made->min != made->max || pass.kind > GCVI_PASS_XOR || pass.first != 0 || pass.count != made->max)
		return GCV_OK;
	print = gcvi_arena_alloc(m->arena, 2 * (size_t)made->max, 1);
	if (print == NULL)
		return GCV_E_MEMORY;
	used = put_separators(&m->format->layouts[layout], m->maker.sequences + pass.sequence, rows, print);
	done = used != 0 ? gcvi_table_sequence(&m->maker, rows, used, &pass.sequence) : 0;
	if (done != 1)
		return done < 0 ? done : GCV_OK;
	pass.count = (uint16_t)used;
	made->printed = pass;
	made->printed_size = (uint16_t)used;
	made->print = print;
	made->alone = is_alone(m->format, layout);
	return GCV_OK;
}

static int make_layouts(making *m, gcvi_fast_layout *layouts)
{
	const struct gcv_format *format = m->format;
	size_t i;
	int status = GCV_OK;

	for (i = 0; i < format->layout_count && status == GCV_OK; i++) {
		layouts[i].min = (uint16_t)format->layouts[i].min;
		layouts[i].max = (uint16_t)format->layouts[i].max;
		status = format->scheme_count == 0 || format->layouts[i].unchecked ? make_unchecked(m, i, &layouts[i]) :
		         make_checked(m, i, &layouts[i]);
		if (status == GCV_OK)
			status = make_printed(m, i, &layouts[i]);
	}
	return status;
}

int gcvi_fast_make(struct gcv_format *format, const struct gcvi_fast *before, gcvi_arena *arena, gcvi_arena *scratch)
{
	struct gcvi_fast *fast = gcvi_arena_alloc(arena, 1, sizeof *fast);
	gcvi_fast_layout *layouts = gcvi_arena_alloc(arena, format->layout_count, sizeof *layouts);
	making m = { .format = format, .arena = arena, .scratch = scratch };
	size_t shortest = 0, longest = 0;
	gcvi_pass *passes = NULL;
	int status;

	if (fast == NULL || layouts == NULL)
		return GCV_E_MEMORY;
	fast->alphabet = &format->alphabet;
	fast->before = before;
	fast->bytes = bytes_for(&format->alphabet, before, arena);
	fast->layouts = layouts;
	fast->layout_count = format->layout_count;
	gcvi_table_start(&m.maker, format->alphabet.count, scratch, arena);
	status = fast->bytes != NULL ? make_layouts(&m, layouts) : GCV_E_MEMORY;
	if (status == GCV_OK)
		status = gcvi_table_finish(&m.maker, fast->bytes->symbols, fast->bytes->separates, &fast->tables, &passes);
	fast->passes = passes;
	/* At least every second symbol is a word, of two letters or more. */
	gcvi_format_lengths(format, &shortest, &longest);
	fast->spelt_least = shortest + (shortest + 1) / 2;
	if (status == GCV_OK)
		format->fast = fast;
	return status;
}
