/* SPDX-License-Identifier: MIT */
#include "schemes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALNUM "class A = A-Z 0-9\n"
#define BECH "class B = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncase = lower\n"
#define CROCKFORD "class B = 0-9 A-H J K M N P-T V-Z\n"
#define COUPON "class K = 0-9 A-H J-N P-R T-Y\n"

/* Every scheme, everything unusual in an alphabet or a layout. */
static const char *const texts[] = {
	"[plain]\nlayout = X4-X4-X4-X4\n",
	"[several]\nlayout = X4-X6-X4 | X4-X6-X5 | X7-X7 | D14\n",
	"[open]\nlayout = X4..24\n",
	"[very-open]\nlayout = X1..500\n",
	"[middle]\nlayout = 'GC' X3..9 - D4\n",
	"[sensitive]\ncase = sensitive\nclass T = A-Z a-z 0-9\nlayout = T4 - T4\n",
	"[half-sensitive]\ncase = sensitive\nclass T = A-M n-z\nlayout = T6\n",
	"[either]\ncase = either\nlayout = X6\n",
	"[lower]\ncase = lower\nclass H = 0-9 a-f\nlayout = H4-H4\n",
	"[folds]\nclass D = 0-9 A-H J-N P-R T-Y\nfold = O>0 I>1 Z>2 S>5\nlayout = D4-D4\n",
	"[odd-signs]\nclass S = A-Z '<>\"&=%'\nlayout = S5\n",
	"[odd-folds]\nclass S = A-Z\nfold = [>I ]>J ?>K |>L\nlayout = S5\n",
	"[own-separators]\nclass S = A-C '-./'\nlayout = S6\n",
	"[only-separators]\nclass S = '-.'\nlayout = S3\n",
	"[kana]\nclass K = \xE3\x81\x81-\xE3\x82\x93\nlayout = K4 - K4\n",
	"[mixed-scripts]\nclass K = \xE3\x81\x82-\xE3\x81\x8A A-C\nlayout = K5 | K2-K2\n",
	"[optional]\nclass B = 0-9 A-H J K M N P-T V-Z\nclass C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B4 C\n"
	"check = crockford37\ncheck-optional = yes\n",
	"[luhn]\nlayout = D4-D4-D4-D4\ncheck = luhn\n",
	"[luhn-long]\nlayout = D2..60\ncheck = luhn\n",
	"[luhn-odd]\nclass B = 0-9 A-C\nlayout = B8\ncheck = luhn alphabet=0-9A-C\n",
	"[luhn-36]\n" ALNUM "layout = A9\ncheck = luhn alphabet=0-9A-Z\n",
	"[luhn-left]\nclass A = A-Z 2-7\nlayout = A18 C\ncheck = luhn-left alphabet=A-Z2-7\n",
	"[verhoeff]\nlayout = D2..20\ncheck = verhoeff\n",
	"[damm]\nlayout = D16\ncheck = damm\n",
	"[gf-32]\nclass A = A-Z 2-7\nlayout = A6..7\ncheck = gf 32 alphabet=A-Z2-7\n",
	"[gf-31]\nclass B = 0-9 A-H J-N P R-X\nlayout = B16\ncheck = gf 31 a=3\n",
	"[gf-9]\nclass B = 0-8\nlayout = B7\ncheck = gf 9\n",
	"[product]\n" ALNUM "layout = A2..20\ncheck = product 4 9 a=2,3 poly=7,14 alphabet=0-9A-Z\n",
	"[rs2]\n" CROCKFORD "layout = B16\ncheck = rs2\n",
	"[11-2]\nclass C = 0-9 X\nlayout = D1..20 C\ncheck = iso7064 11-2\n",
	"[37-2]\n" ALNUM "class C = A-Z 0-9 '*'\nlayout = A15 C\ncheck = iso7064 37-2\n",
	"[97-10]\nlayout = D3..40\ncheck = iso7064 97-10\n",
	"[97-10-canonical]\nlayout = D3..40\ncheck = iso7064 97-10 canonical\n",
	"[661-26]\nlayout = L3..20\ncheck = iso7064 661-26\n",
	"[1271-36]\n" ALNUM "layout = A16\ncheck = iso7064 1271-36\n",
	"[11-10]\nlayout = D2..20\ncheck = iso7064 11,10\n",
	"[27-26]\nlayout = L2..20\ncheck = iso7064 27,26\n",
	"[37-36]\n" ALNUM "layout = A16\ncheck = iso7064 37,36\n",
	"[lei]\n" ALNUM "class C = 0-9\nlayout = A18 C2\ncheck = mod97\n",
	"[iban-de]\nclass C = 0-9\nlayout = 'DE' C2 - D4-D4-D4-D4-D2\ncheck = mod97 rotate=4\n",
	"[iban-any]\n" ALNUM "class C = 0-9\nlayout = L2 C2 A11..30\ncheck = mod97 rotate=4\n",
	"[crockford]\n" CROCKFORD "class C = 0-9 A-H J K M N P-Z '*~$='\nlayout = B1..16 C\ncheck = crockford37\n",
	"[gs1]\nlayout = D8 | D12..14 | D18\ncheck = gs1\n",
	"[isbn10]\nclass C = 0-9 X\nlayout = D9 C\ncheck = isbn10\n",
	"[vin]\nclass V = A-H J-N P R-Z 0-9\nclass C = 0-9 X\nlayout = V8 C V8\ncheck = vin\n",
	"[weighted]\nlayout = D9\ncheck = weighted mod=101 weights=3,7,-1 target=5\n",
	"[noid]\nclass N = 0-9 b-d f-h j k m n p-t v-x z\ncase = lower\nlayout = D5 '/' N1..20 C\ncheck = noid\n",
	"[coupon]\n" COUPON "layout = K3C-K3C | K3C-K3C-K3C | K3C-K3C-K3C-K3C\nfold = O>0 I>1 Z>2 S>5\ncheck = coupon-code\n",
	"[gs1-pair]\nclass A = '!%&*+,./' \"-\" '0123456789:;=' A-Z '_' a-z\nclass C = 2-9 A-H J-N P-Z\n"
	"case = sensitive\nlayout = A6..23 C2\ncheck = gs1-pair\n",
	"[crc-5]\n" CROCKFORD "layout = B16\ncheck = crc 5 0x05\n",
	"[crc-10]\n" CROCKFORD "layout = B16\ncheck = crc 10 0x233\n",
	"[crc-8-text]\n" ALNUM "class C = 0-9 A-F\nlayout = A10 C2\ncheck = crc-text crc-8\n",
	"[crc-32]\n" ALNUM "class C = 0-9 A-F\nlayout = A9 C8\ncheck = crc-text crc-32\n",
	"[token]\nclass T = 0-9 A-Z a-z\nclass C = 0-9 A-Z a-z\ncase = sensitive\nlayout = T10..30 C6\n"
	"check = crc-text crc-32 digits=0-9A-Za-z\n",
	"[crc-8-base36]\n" ALNUM "layout = A9 C2\ncheck = crc-text crc-8 digits=0-9A-Z\n",
	"[crc-12-base10]\nclass C = 0-9\nlayout = D9 C4\ncheck = crc-text crc-12/dect digits=0-9\n",
	"[bech32]\n" BECH "layout = 'gc1' B10..20 C6\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = bech32\n",
	"[bech32m]\n" BECH "layout = B10 C6\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = bech32m prefix=gc\n",
	"[codex32]\n" BECH "layout = 'ms1' B32 C13\nclass C = qpzry9x8gf2tvdw0s3jn54khce6mua7l\ncheck = codex32\n",
	"[stretch]\n" ALNUM "layout = 'GC' D9 C A2\ncheck = luhn alphabet=0-9 first=3 last=-3\n",
	"[each-group]\nlayout = D4 - D4 - D4\ncheck = luhn each=group\n",
	"[each-walk]\nlayout = D3 C - D3 C - A2\n" ALNUM "check = damm each=4 last=8\n",
	"[count]\nlayout = X5-X5\ncheck = count N 1\ncheck = count 0-9 2..4\ncheck = count A-Z 1..\n",
	"[two-checks]\nlayout = D8 C\nclass C = 0-9\ncheck = luhn\ncheck = count 7 ..2\n",
};

gcv_catalog *scheme_catalog(void)
{
	gcv_text_error error = GCV_TEXT_ERROR_INIT;
	gcv_catalog *made = NULL;
	char text[2048];
	size_t i;

	if (gcv_catalog_new(&made, NULL, GCV_CATALOG_EMPTY) != GCV_OK)
		abort();
	for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		const char *name_end = strchr(texts[i], '\n');

		snprintf(text, sizeof text, "%.*s\ntitle = T\n%s", (int)(name_end - texts[i]), texts[i], name_end + 1);
		if (gcv_catalog_load(made, text, strlen(text), NULL, &error) != GCV_OK) {
			fprintf(stderr, "%s%zu:%zu: %s\n", text, error.line, error.column, error.message);
			abort();
		}
	}
	return made;
}
