# SPDX-License-Identifier: MIT
# Builds libgcvalidate and gcvalidate. GNU make 4.2 or later; configure is run when it has to be.
#
## make                   library and command          make run CODE='...'   check one code (ARGS='-f amazon': options)
## make check             build and run every test     make check TESTS='check_text pages': some of them
## make install           DESTDIR= is heeded           make uninstall
## make dist              source archive               make distcheck        the archive builds, installs, goes away
## make bench             speed, in tests/bench        make bootstrap        install what is missing, make configure
## make asan              tests under ASan and UBSan   make coverage         tests with branch coverage (lcov)
## make valgrind          tests under valgrind         make tidy             clang-tidy
## make determinism       gcc and clang, -O0 and -O3, give the same bits
## make lint-man          the pages                    make fuzz-run         FUZZ_SECONDS= each target
## make clean             what make made               make distclean        and what configure made
## make maintainer-clean  and what autoconf made       V=1 shows the commands
#
# No list of sources: a file in its place is picked up.
#   lib/*.c            the library (all of it, with every symbol, is lib/libgcvalidate-internal.la for tests)
#   cli/*.c            gcvalidate; sees include/ only
#   tests/check_*.c    a Check program each, linked with the internal library; other tests/*.c: linked to each of them
#   tests/*.sh         POSIX sh with $srcdir, $top_builddir, $GCVALIDATE, ... (see TEST_ENVIRONMENT); exit 77: skipped
#   tests/determinism/dump.c  built by `make determinism` in four ways
#   tests/bench/*.c    a program each for `make bench`; tests/fuzz/fuzz_*.c a libFuzzer target each for `make fuzz-run`
#   examples/*.c       a program each, built against the library as a user would
#   build-aux/gen_*.c  programs that write tables while building; see the list under "Generated tables"
#   man/*.[1357], man/LANGUAGE/*.[1357], po/*.po, data/formats/*, data/channels/*: installed; so are the pages made of
#   man/*.7.in, man/LANGUAGE/*.7.in
# In a build directory of its own this file is a symbolic link; every path says $(srcdir) or is below the build directory.

.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

ifeq ($(filter-out 4.0 4.1 4.0.% 4.1.%,$(filter 4.% 5.% 6.%,$(MAKE_VERSION))),)
$(error GNU make 4.2 or later is needed, this is $(MAKE_VERSION); on macOS: brew install make, then gmake)
endif

# Until config.mak says so.
srcdir := $(if $(wildcard configure.ac),.,$(patsubst %/,%,$(dir $(realpath $(firstword $(MAKEFILE_LIST))))))
SHELL := /bin/sh
top_builddir := .

UNCONFIGURED := clean distclean maintainer-clean bootstrap help
ifneq ($(filter-out $(UNCONFIGURED),$(or $(MAKECMDGOALS),all)),)
include config.mak
configured := yes
endif

abs_srcdir := $(abspath $(srcdir))
abs_builddir := $(CURDIR)
VERSION := $(PACKAGE_VERSION)
HEADER_VERSION := $(shell sed -n 's/^\#define GCV_VERSION "\(.*\)"$$/\1/p' $(srcdir)/include/gcvalidate.h)

ifeq ($(V),1)
say = @:
Q :=
LTQUIET :=
else
say = @printf '  %-8s %s\n'
Q := @
LTQUIET := --silent
endif

all:

# ------------------------------------------------------------------------------------------------ configuration
# GNU make remakes what it includes and starts again: a fresh checkout needs `make` only. bootstrap, which may ask the
# package manager, is called when there is no configure at all; an archive from `make dist` has one.

Makefile: ;

$(srcdir)/configure: $(srcdir)/configure.ac $(if $(configured),$(if $(VERSION),$(if $(filter-out $(HEADER_VERSION),$(VERSION)),FORCE)))
	cd $(srcdir) && if test -f configure; then ./bootstrap --configure-only; else ./bootstrap; fi

config.status: $(srcdir)/configure
	if test -f config.status; then ./config.status --recheck; else $(srcdir)/configure $(CONFIGURE_FLAGS); fi

config.mak: $(srcdir)/build-aux/config.mak.in config.status
	./config.status config.mak
	@touch $@

lib/libgcvalidate.pc: $(srcdir)/lib/libgcvalidate.pc.in config.status
	./config.status $@
	@touch $@

bootstrap:
	cd $(srcdir) && ./bootstrap

# ------------------------------------------------------------------------------------------------ what there is
# $(call sources,PATTERN...): files below srcdir, without it, in an order that depends on nothing
sources = $(sort $(patsubst $(srcdir)/%,%,$(wildcard $(addprefix $(srcdir)/,$(1)))))

LIB_SOURCES := $(call sources,lib/*.c)
CLI_SOURCES := $(call sources,cli/*.c)
TEST_SOURCES := $(call sources,tests/check_*.c)
TEST_HELPERS := $(filter-out $(TEST_SOURCES),$(call sources,tests/*.c))
TEST_SCRIPTS := $(call sources,tests/*.sh)
BENCH_SOURCES := $(call sources,tests/bench/*.c)
EXAMPLE_SOURCES := $(call sources,examples/*.c)
GENERATOR_SOURCES := $(call sources,build-aux/gen_*.c)
GENERATOR_HELPERS := $(filter-out $(GENERATOR_SOURCES),$(call sources,build-aux/*.c))
LANGUAGES := $(patsubst po/%.po,%,$(call sources,po/*.po))

LIB_OBJECTS := $(LIB_SOURCES:.c=.lo)
CLI_OBJECTS := $(CLI_SOURCES:.c=.o)
HELPER_OBJECTS := $(TEST_HELPERS:.c=.o)
TEST_PROGRAMS := $(TEST_SOURCES:.c=)
BENCH_PROGRAMS := $(BENCH_SOURCES:.c=)
EXAMPLE_PROGRAMS := $(EXAMPLE_SOURCES:.c=)
GENERATORS := $(GENERATOR_SOURCES:.c=)
# Pages with a list of all formats: man/[LANGUAGE/]NAME.7.in
PAGE_TEMPLATES := $(call sources,man/*.7.in man/*/*.7.in)
GENERATED_PAGES := $(PAGE_TEMPLATES:%.in=generated/%)
CATALOGS := $(foreach l,$(LANGUAGES),po/locale/$(l)/LC_MESSAGES/libgcvalidate.mo)

LIBRARY := lib/libgcvalidate.la
INTERNAL := lib/libgcvalidate-internal.la
PROGRAM := $(if $(CLI_SOURCES),cli/gcvalidate)

# ------------------------------------------------------------------------------------------------ flags
# The project's own first, the user's last. Internal headers are found by "name" only (-iquote): a lib/check.h must not
# stand in for Check's <check.h>. Generated headers are "gen/name.h", in generated/ and never below a source directory.
DEFINES := -D_POSIX_C_SOURCE=200809L -DGCV_LOCALEDIR='"$(localedir)"' $(if $(filter yes,$(have_nls)),-DENABLE_NLS=1)
INCLUDES := -I$(srcdir)/include
INTERNALS := -iquote $(srcdir)/lib -iquote generated

COMPILE_FLAGS = $(PROJECT_CFLAGS) $(WARN_CFLAGS)
USER_FLAGS = $(CPPFLAGS) $(CFLAGS)
EXPORTING := $(if $(VISIBILITY_CFLAGS),$(VISIBILITY_CFLAGS) '-DGCV_API=__attribute__((visibility("default")))')
DEPENDENCIES = -MT $@ -MMD -MP -MF $(basename $@).d

LTCOMPILE = $(LIBTOOL) $(LTQUIET) --tag=CC --mode=compile $(CC)
LTLINK = $(LIBTOOL) $(LTQUIET) --tag=CC --mode=link $(CC) $(PROJECT_CFLAGS) $(CFLAGS) $(LDFLAGS)
NEEDED_LIBS = $(UNISTRING_LIBS) $(INTL_LIBS) $(LIBS)

ifeq ($(have_version_script),yes)
EXPORTS = -Wl,--version-script=$(srcdir)/lib/libgcvalidate.map
else
EXPORTS = -export-symbols-regex '^gcv_'
endif


# ------------------------------------------------------------------------------------------------ what to rebuild
# build.flags and link.flags are written anew only when their contents differ: `make CFLAGS=-O0` compiles everything
# again, the same flags nothing; a source file that went away relinks.
compile_state = $(CC) $(COMPILE_FLAGS) $(DEFINES) $(EXPORTING) $(CHECK_CFLAGS) $(USER_FLAGS) $(LTQUIET:--silent=)
link_state = $(LTLINK:--silent=) $(NEEDED_LIBS) $(CHECK_LIBS) $(LT_VERSION) $(EXPORTS) $(LIB_OBJECTS) $(CLI_OBJECTS) $(HELPER_OBJECTS)
define remember
ifneq ($$(strip $$(file <$(1))),$$(strip $$($(2))))
$$(file >$(1),$$(strip $$($(2))))
endif
$(1): ;
endef
ifdef configured
$(eval $(call remember,build.flags,compile_state))
$(eval $(call remember,link.flags,link_state))
OBJECT_FOLDERS := $(sort $(dir $(LIB_OBJECTS) $(CLI_OBJECTS) $(TEST_PROGRAMS) $(BENCH_PROGRAMS) $(EXAMPLE_PROGRAMS) \
	$(GENERATORS) $(CATALOGS)) generated/gen/ tests/log/)
$(if $(filter-out $(wildcard $(OBJECT_FOLDERS)),$(OBJECT_FOLDERS)),$(shell mkdir -p $(OBJECT_FOLDERS)))
endif

# ------------------------------------------------------------------------------------------------ generated tables
# $(call table,NAME,HEADER,DATA...): build-aux/gen_NAME.c, once it exists, is run in the source directory with the data
# files (patterns; sorted) as arguments; its standard output is generated/gen/HEADER, included as "gen/HEADER".
define table
ifneq ($$(filter build-aux/gen_$(strip $(1)),$$(GENERATORS)),)
GENERATED += generated/gen/$(strip $(2))
data_of_$(strip $(1)) := $$(call sources,$(3))
ifdef configured
list_of_$(strip $(1)) := $$(data_of_$(strip $(1)))
$$(eval $$(call remember,generated/gen/$(strip $(1)).list,list_of_$(strip $(1))))
endif
generated/gen/$(strip $(2)): build-aux/gen_$(strip $(1)) generated/gen/$(strip $(1)).list $$(addprefix $(srcdir)/,$$(data_of_$(strip $(1))))
	$$(say) GEN $$@
	$$(Q)cd $$(srcdir) && $$(abs_builddir)/$$< $$(data_of_$(strip $(1))) > $$(abs_builddir)/$$@
endif
endef
GENERATED :=
$(eval $(call table, shape,     shape_table.h,     data/unicode/confusables.tsv))
$(eval $(call table, lookalike, lookalike_table.h, $(addprefix data/lookalikes/,latin.tsv lower.tsv kana.tsv)))
$(eval $(call table, channel,   channel_table.h,   data/channels/*.tsv data/lookalikes/*.tsv))
$(eval $(call table, keyboard,  keyboard_table.h,  data/keyboards/layouts.tsv))
$(eval $(call table, catalog,   catalog_data.h,    data/formats/*.gcf))
$(eval $(call table, spelling,  spelling_table.h,  data/spelling/*.tsv))
$(eval $(call table, refused,   refused_table.h,   data/refused/refused.txt))
$(eval $(call table, words,     words_table.h,     data/words/*.txt))

generated/man/%: $(srcdir)/man/%.in build-aux/gen_formats generated/gen/catalog.list $(addprefix $(srcdir)/,$(data_of_catalog))
	$(say) GEN $@
	@mkdir -p $(@D)
	$(Q)cd $(srcdir) && $(abs_builddir)/build-aux/gen_formats '$(patsubst %/,%,$(filter-out ./,$(dir $*)))' man/$*.in \
		$(data_of_catalog) > $(abs_builddir)/$@

GENERATOR_HELPER_OBJECTS := $(GENERATOR_HELPERS:.c=.o)
build-aux/%.o: $(srcdir)/build-aux/%.c build.flags
	$(say) HOSTCC $@
	$(Q)$(CC_FOR_BUILD) $(if $(filter-out $(CC),$(CC_FOR_BUILD)),,$(COMPILE_FLAGS)) $(DEFINES) -UENABLE_NLS $(INCLUDES) $(INTERNALS) \
		$(DEPENDENCIES) $(CFLAGS_FOR_BUILD) -c -o $@ $<
$(GENERATORS): %: %.o $(GENERATOR_HELPER_OBJECTS)
	$(say) HOSTLD $@
	$(Q)$(CC_FOR_BUILD) $(CFLAGS_FOR_BUILD) -o $@ $^

# ------------------------------------------------------------------------------------------------ compiling, linking
lib/%.lo: $(srcdir)/lib/%.c build.flags | $(GENERATED)
	$(say) CC $@
	$(Q)$(LTCOMPILE) $(COMPILE_FLAGS) $(EXPORTING) $(DEFINES) $(INCLUDES) $(INTERNALS) $(DEPENDENCIES) $(USER_FLAGS) -c -o $@ $<
cli/%.o: $(srcdir)/cli/%.c build.flags
	$(say) CC $@
	$(Q)$(CC) $(COMPILE_FLAGS) $(DEFINES) $(INCLUDES) $(DEPENDENCIES) $(USER_FLAGS) -c -o $@ $<
tests/%.o: $(srcdir)/tests/%.c build.flags | $(GENERATED)
	$(say) CC $@
	$(Q)$(CC) $(COMPILE_FLAGS) $(DEFINES) -DPACKAGE_VERSION='"$(VERSION)"' $(INCLUDES) $(INTERNALS) -iquote $(srcdir)/tests \
		$(CHECK_CFLAGS) $(DEPENDENCIES) $(USER_FLAGS) -c -o $@ $<
examples/%.o: $(srcdir)/examples/%.c build.flags
	$(say) CC $@
	$(Q)$(CC) $(COMPILE_FLAGS) $(INCLUDES) $(DEPENDENCIES) $(USER_FLAGS) -c -o $@ $<

$(INTERNAL): $(LIB_OBJECTS) link.flags
	$(say) LINK $@
	$(Q)$(LTLINK) -o $@ $(LIB_OBJECTS)
$(LIBRARY): $(INTERNAL) $(srcdir)/lib/libgcvalidate.map link.flags
	$(say) LINK $@
	$(Q)$(LTLINK) -rpath $(libdir) -version-info $(LT_VERSION) -no-undefined $(EXPORTS) -o $@ $(INTERNAL) $(NEEDED_LIBS)
cli/gcvalidate: $(CLI_OBJECTS) $(LIBRARY) link.flags
	$(say) LINK $@
	$(Q)$(LTLINK) -o $@ $(CLI_OBJECTS) $(LIBRARY) $(NEEDED_LIBS)
$(TEST_PROGRAMS): %: %.o $(HELPER_OBJECTS) $(INTERNAL) link.flags
	$(say) LINK $@
	$(Q)$(LTLINK) -o $@ $< $(HELPER_OBJECTS) $(INTERNAL) $(CHECK_LIBS) $(NEEDED_LIBS) -lm
$(BENCH_PROGRAMS): %: %.o $(INTERNAL) link.flags
	$(say) LINK $@
	$(Q)$(LTLINK) -o $@ $< $(INTERNAL) $(NEEDED_LIBS) $(BENCH_LIBS) -lm
$(EXAMPLE_PROGRAMS): %: %.o $(LIBRARY) link.flags
	$(say) LINK $@
	$(Q)$(LTLINK) -o $@ $< $(LIBRARY)

$(CATALOGS): po/locale/%/LC_MESSAGES/libgcvalidate.mo: $(srcdir)/po/%.po
	$(say) MSGFMT $@
	$(Q)$(MSGFMT) --check -o $@ $<

ifdef configured
-include $(wildcard $(foreach d,$(OBJECT_FOLDERS),$(d)*.d))
endif

USED_CATALOGS := $(if $(MSGFMT),$(if $(filter yes,$(have_nls)),$(CATALOGS)))
all: $(LIBRARY) $(PROGRAM) $(USED_CATALOGS) $(GENERATED_PAGES) lib/libgcvalidate.pc

# The answer, nothing else; "not valid" (1) is an answer, too, and only trouble (2) makes make stop.
# As typed: make is not to look for variables in it.
unexport CODE
run: export RUN_CODE := $(value CODE)
run: $(PROGRAM)
	@test -n "$$RUN_CODE" || { echo "usage: make run CODE='...' [ARGS='-f amazon']"; exit 2; }
	@cli/gcvalidate $(ARGS) -- "$$RUN_CODE" || test $$? -eq 1

# ------------------------------------------------------------------------------------------------ tests
# Every test leaves tests/log/NAME.log and .result; build-aux/run-tests prints one line each, the log of what failed, and
# a closing line in Check's form. Shell tests count one each. TESTS='name ...' chooses, TEST_WRAPPER goes before programs.
TESTS := $(notdir $(TEST_PROGRAMS) $(TEST_SCRIPTS:.sh=))
TEST_RESULTS := $(patsubst %,tests/log/%.result,$(TESTS))
TEST_ENVIRONMENT = srcdir='$(abs_srcdir)' top_builddir='$(abs_builddir)' GCVALIDATE='$(abs_builddir)/cli/gcvalidate' \
	CC='$(CC)' CXX='$(CXX)' NM='$(NM)' MANDOC='$(MANDOC)' VERSION='$(VERSION)' MAKE='$(MAKE)' \
	TEST_LOCALES='$(abs_builddir)/$(LOCALES)' \
	SHARED='$(enable_shared)' INSTRUMENTED='$(findstring -fsanitize,$(CFLAGS))$(findstring --coverage,$(CFLAGS))' RUN_WRAPPER='$(TEST_WRAPPER)'

# Locales that few machines have, for tests that set LOCPATH=$TEST_LOCALES; where they cannot be made, the folder is empty.
LOCALES := generated/locale
$(LOCALES)/made:
	$(say) LOCALES $(LOCALES)
	@mkdir -p $(LOCALES)
	@for pair in tr_TR:UTF-8 ja_JP:UTF-8 ja_JP:EUC-JP ja_JP:SHIFT_JIS; do \
		localedef -c -i $${pair%:*} -f $${pair#*:} $(abs_builddir)/$(LOCALES)/$${pair%:*}.$${pair#*:} >/dev/null 2>&1; done; :
	@touch $@

check: check-programs
	$(Q)$(MAKE) --no-print-directory check-results
ifeq ($(have_check),yes)
check-programs: all $(TEST_PROGRAMS) $(EXAMPLE_PROGRAMS) $(LOCALES)/made
else
check-programs:
	@echo 'make check needs Check (https://libcheck.github.io/check/), which configure did not find.'
	@echo 'Its package is called check (Debian, Arch, Homebrew), check-devel (Fedora) or check-dev (Alpine); then configure again.'
	@exit 1
endif
check-results: $(TEST_RESULTS)
	@$(srcdir)/build-aux/run-tests sum $(TEST_RESULTS)
tests/log/check_%.result: FORCE
	@$(TEST_ENVIRONMENT) $(srcdir)/build-aux/run-tests program $(@:.result=) tests/check_$*
tests/log/%.result: FORCE
	@$(TEST_ENVIRONMENT) $(srcdir)/build-aux/run-tests script $(@:.result=) $(srcdir)/tests/$*.sh

bench: all $(BENCH_PROGRAMS)
	@set -e; for program in $(BENCH_PROGRAMS); do echo "== $$program"; $(TEST_ENVIRONMENT) $$program $(BENCH_ARGS); done
bench-programs: $(BENCH_PROGRAMS)

# ------------------------------------------------------------------------------------------------ installing
# One list for install and uninstall: SOURCE=DESTINATION, sources below srcdir unless absolute.
page_folder = $(mandir)/$(if $(filter-out man/,$(dir $(1))),$(patsubst man/%,%,$(dir $(1))))man$(subst .,,$(suffix $(1)))
DATA_FOLDER = $(datadir)/gcvalidate
INSTALLED = include/gcvalidate.h=$(includedir)/gcvalidate.h \
	$(abs_builddir)/lib/libgcvalidate.pc=$(pkgconfigdir)/libgcvalidate.pc \
	$(foreach f,$(call sources,man/*.[1357] man/*/*.[1357]),$(f)=$(call page_folder,$(f))/$(notdir $(f))) \
	$(foreach f,$(PAGE_TEMPLATES:.in=),$(abs_builddir)/generated/$(f)=$(call page_folder,$(f))/$(notdir $(f))) \
	$(foreach f,$(call sources,data/formats/* data/channels/*),$(f)=$(DATA_FOLDER)/$(patsubst data/%,%,$(f))) \
	$(foreach f,$(call sources,cli/completions/gcvalidate.bash),$(f)=$(datadir)/bash-completion/completions/gcvalidate) \
	$(foreach f,$(call sources,cli/completions/_gcvalidate),$(f)=$(datadir)/zsh/site-functions/_gcvalidate) \
	$(foreach f,$(call sources,cli/completions/gcvalidate.fish),$(f)=$(datadir)/fish/vendor_completions.d/gcvalidate.fish) \
	$(foreach f,$(USED_CATALOGS),$(abs_builddir)/$(f)=$(localedir)/$(patsubst po/locale/%,%,$(f)))
# `man gcv_check` works: a page of section 3 is also found by the other names in its NAME section. ALIAS=PAGE
PAGE_ALIASES = $(filter-out $(patsubst man/%,%=%,$(call sources,man/*.3)),$(shell awk 'FNR == 1 { page = FILENAME; sub(".*/", "", page); own = page; sub("[.]3$$", "", own); on = 0 } \
	/^[.]Sh/ { on = ($$2 == "NAME") } on && $$1 == ".Nm" && $$2 != own { print $$2 ".3=" page }' \
	$(wildcard $(srcdir)/man/*.3) /dev/null))
LTINSTALL = $(LIBTOOL) $(LTQUIET) --mode=install $(INSTALL)

# libtool does not quote.
good_destdir = @case '$(DESTDIR)' in *[[:space:]]*) echo "DESTDIR must not have spaces in it" >&2; exit 1;; esac
install: all
	$(good_destdir)
	$(INSTALL) -d "$(DESTDIR)$(libdir)" "$(DESTDIR)$(bindir)"
	$(LTINSTALL) $(LIBRARY) "$(DESTDIR)$(libdir)/libgcvalidate.la"
	$(if $(PROGRAM),$(LTINSTALL) $(PROGRAM) "$(DESTDIR)$(bindir)/gcvalidate")
	@set -e; for pair in $(INSTALLED); do \
		from=$${pair%%=*}; to="$(DESTDIR)$${pair#*=}"; case $$from in /*) ;; *) from=$(srcdir)/$$from;; esac; \
		$(INSTALL) -d "$${to%/*}"; echo "$(INSTALL_DATA) $$from $$to"; $(INSTALL_DATA) "$$from" "$$to"; done
	@set -e; for pair in $(PAGE_ALIASES); do to="$(DESTDIR)$(mandir)/man3/$${pair%%=*}"; echo "link page $$to"; \
		echo ".so man3/$${pair#*=}" > "$$to"; chmod 644 "$$to"; done
uninstall:
	$(good_destdir)
	$(LIBTOOL) $(LTQUIET) --mode=uninstall rm -f "$(DESTDIR)$(libdir)/libgcvalidate.la"
	rm -f "$(DESTDIR)$(bindir)/gcvalidate"
	@set -e; for pair in $(INSTALLED); do to="$(DESTDIR)$${pair#*=}"; echo "rm -f $$to"; rm -f "$$to"; done
	@for pair in $(PAGE_ALIASES); do rm -f "$(DESTDIR)$(mandir)/man3/$${pair%%=*}"; done
	@rmdir "$(DESTDIR)$(DATA_FOLDER)/formats" "$(DESTDIR)$(DATA_FOLDER)/channels" "$(DESTDIR)$(DATA_FOLDER)" 2>/dev/null || :

# ------------------------------------------------------------------------------------------------ archive
DIST = libgcvalidate-$(VERSION)
dist: $(srcdir)/configure
	@$(srcdir)/build-aux/dist $(srcdir) $(DIST)
distcheck: dist
	@$(TEST_ENVIRONMENT) CONFIGURE_FLAGS='$(DISTCHECK_FLAGS)' $(srcdir)/build-aux/distcheck $(DIST).tar.gz

# ------------------------------------------------------------------------------------------------ variants
# Builds of their own in build-NAME; what was made there stays, so that the second time is quick.
# $(call variant,NAME,CONFIGURE OPTIONS)
variant = mkdir -p build-$(1) && cd build-$(1) && { test -f config.status || $(abs_srcdir)/configure -q --disable-shared $(2); }

SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
asan:
	$(call variant,asan,CC='$(CC)' CFLAGS='-g -O1 $(SANITIZERS)')
	ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1 \
		UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) -C build-asan check

coverage:
	$(call variant,coverage,CC='$(CC)' CFLAGS='-g -O0 --coverage')
	find build-coverage -name '*.gcda' -exec rm -f {} +
	$(MAKE) -C build-coverage check
	cd build-coverage && lcov -q --rc lcov_branch_coverage=1 -c -d . -o all.info && \
		lcov -q --rc lcov_branch_coverage=1 -e all.info '*/lib/*.c' '*/cli/*.c' -o coverage.info && \
		lcov --rc lcov_branch_coverage=1 --list coverage.info

# Reads of what was never written, which the sanitizers do not see.
valgrind: check-programs
	$(Q)CK_FORK=no CK_DEFAULT_TIMEOUT=600 $(MAKE) --no-print-directory check-results TESTS='$(filter check_%,$(TESTS))' \
		TEST_WRAPPER='valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite'

determinism: $(GENERATED)
	$(Q)PROJECT_CFLAGS='$(PROJECT_CFLAGS)' NEEDED_LIBS='$(CPPFLAGS) $(LDFLAGS) $(UNISTRING_LIBS) $(LIBS)' \
		$(srcdir)/build-aux/determinism $(abs_srcdir) $(abs_builddir)

tidy: $(GENERATED)
	cd $(srcdir) && clang-tidy --quiet --warnings-as-errors='*' $(LIB_SOURCES) $(CLI_SOURCES) -- -std=c11 $(DEFINES) -Iinclude \
		-iquote lib -iquote $(abs_builddir)/generated

lint-man:
	@test -n '$(MANDOC)' || { echo 'make lint-man needs mandoc'; exit 1; }
	@$(TEST_ENVIRONMENT) $(SHELL) $(srcdir)/tests/pages.sh

# tests/fuzz/fuzz_*.c: libFuzzer targets, each with inputs in tests/fuzz/corpus/fuzz_NAME/ and words in fuzz_NAME.dict.
FUZZ_SOURCES := $(call sources,tests/fuzz/fuzz_*.c)
FUZZ_TARGETS := $(FUZZ_SOURCES:.c=)
FUZZ_SECONDS := 60
fuzz:
	@test -n '$(FUZZ_SOURCES)' || { echo 'there is nothing in tests/fuzz'; exit 1; }
	$(call variant,fuzz,CC=clang CFLAGS='-g -O1 $(SANITIZERS) -fsanitize=fuzzer-no-link')
	$(MAKE) -C build-fuzz fuzz-programs
fuzz-programs: $(FUZZ_TARGETS)
$(FUZZ_TARGETS): %: $(srcdir)/%.c $(srcdir)/tests/fuzz/fuzz.h $(INTERNAL) link.flags
	@mkdir -p $(@D)
	$(say) FUZZ $@
	$(Q)$(CC) $(COMPILE_FLAGS) $(DEFINES) $(INCLUDES) $(INTERNALS) $(USER_FLAGS) -c -o $@.o $(srcdir)/$@.c
	$(Q)$(LTLINK) -fsanitize=fuzzer -o $@ $@.o $(INTERNAL) $(NEEDED_LIBS)
fuzz-run: fuzz
	@set -e; for target in $(FUZZ_TARGETS); do name=$${target##*/}; mkdir -p build-fuzz/found/$$name; \
		dict=$(srcdir)/tests/fuzz/$$name.dict; test ! -f $$dict || dict="-dict=$$dict"; test "$${dict#-}" != "$$dict" || dict=; \
		given=$(srcdir)/tests/fuzz/corpus/$$name; test -d $$given || given=; \
		build-fuzz/$$target -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=build-fuzz/found/ $$dict \
			build-fuzz/found/$$name $$given; done

# ------------------------------------------------------------------------------------------------ cleaning
BUILD_FOLDERS := lib cli tests/bench tests/fuzz tests examples build-aux
clean:
	rm -rf generated tests/log po/locale $(foreach d,$(BUILD_FOLDERS),$(d)/.libs)
	rm -f $(foreach d,$(BUILD_FOLDERS),$(d)/*.o $(d)/*.lo $(d)/*.la $(d)/*.d $(d)/*.gcno $(d)/*.gcda)
	rm -f cli/gcvalidate $(TEST_PROGRAMS) $(BENCH_PROGRAMS) $(EXAMPLE_PROGRAMS) $(FUZZ_TARGETS) $(GENERATORS) build.flags link.flags
	rm -rf build-asan build-ci build-clang build-coverage build-fuzz
	rm -f libgcvalidate-*.tar.gz
distclean: clean
	rm -f config.mak config.status config.log libtool lib/libgcvalidate.pc
	@if test ! -f configure.ac; then rm -f Makefile; rmdir $(BUILD_FOLDERS) po 2>/dev/null; fi; :
maintainer-clean: distclean
	cd $(srcdir) && rm -rf autom4te.cache aclocal.m4 configure configure~ build-aux/m4 \
		$(addprefix build-aux/,ltmain.sh config.guess config.sub install-sh compile missing)

help:
	@sed -n 's/^## //p' $(srcdir)/Makefile

FORCE:
.PHONY: all bootstrap check check-programs check-results bench bench-programs install uninstall clean distclean \
	maintainer-clean help run dist distcheck asan coverage valgrind determinism tidy lint-man fuzz fuzz-programs fuzz-run FORCE
