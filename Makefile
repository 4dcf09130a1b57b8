# 净格 Jingge. Each target installs what it misses: as root, or with sudo; a second run is quick.
export CARGO_TARGET_DIR := $(CURDIR)/target
CARGO := cargo
RELEASE := $(CARGO_TARGET_DIR)/release
DEMO := out/demo.jingge
UI := $(shell find ui/src ui/index.html ui/vite.config.ts assets/words -type f 2> /dev/null)

.PHONY: run test cli dev bench bindings package audit fonts
.DEFAULT_GOAL := run

## the desktop app on the demonstration township; the same main job by the command line where there is no display
ifeq ($(DISPLAY)$(WAYLAND_DISPLAY),)
run: cli
	@echo "没有显示器：改用命令行做同一件事。 No display: doing the same main job through the command line."
	@.ci/main-job $(RELEASE)/jingge out
else
run: fonts ui/dist/index.html
	@.ci/setup cli window
	$(CARGO) build --release --locked -p cli -p jingge-desktop
	@mkdir -p out && { [ -e $(DEMO) ] || $(RELEASE)/jingge demo $(DEMO); }
	$(RELEASE)/jingge-desktop --file $(CURDIR)/$(DEMO)
	@echo "净格的窗口已关闭，示范数据在 $(DEMO)。 The window was closed; the demonstration township stays in $(DEMO)."
endif

## every test: the core, the interface, and the built app in a real window
test: fonts ui/dist/index.html
	@.ci/setup cli window test
	$(CARGO) fmt --all --check
	npm --prefix ui run --silent lint
	npm --prefix ui run --silent check
	npm --prefix ui run --silent test
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) build --workspace --all-targets --locked
	$(CARGO) test --workspace --locked
	$(CARGO) test --workspace --locked --test jingge -- --ignored --test-threads=1
	@echo "全部测试通过。 Every test passed: the core, the interface, and the app in a real window."

## the command line alone, without WebKit
cli: fonts
	@.ci/setup cli
	$(CARGO) build --release --locked -p cli
	@echo "$(RELEASE)/jingge"

## the app with hot reload
dev: fonts ui/node_modules/.package-lock.json
	@.ci/setup cli window
	ui/node_modules/.bin/tauri dev

## the benchmarks, each as a ratio; DuckDB is a peer, brought into target/bench
bench: fonts ui/dist/index.html
	@.ci/setup cli window test
	@[ -d $(CARGO_TARGET_DIR)/bench/python/duckdb ] || python3 -m pip install --quiet --disable-pip-version-check \
	  --root-user-action ignore --target $(CARGO_TARGET_DIR)/bench/python duckdb==2.0.1 || true
	$(CARGO) build --release --locked --workspace --bins --examples
	$(RELEASE)/bench

## writes ui/src/wire/generated from the views in src-tauri/crates/app
bindings: ui/dist/index.html
	JINGGE_BLESS=1 $(CARGO) test --workspace --locked --test jingge -- wire

## an installable package under out/
package: fonts ui/dist/index.html
	@.ci/setup cli window package
	ui/node_modules/.bin/tauri build --bundles deb
	@mkdir -p out && cp -v $(RELEASE)/bundle/deb/*.deb out/

fonts:
	@.ci/setup cli
	@.ci/fonts.sh

ui/node_modules/.package-lock.json: ui/package.json ui/package-lock.json
	@.ci/setup cli
	npm --prefix ui ci --loglevel=error --no-fund --no-audit
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(UI)
	npm --prefix ui run --silent build
	@touch $@
