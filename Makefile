# make check is what CI runs.
ARGS ?= mem

.PHONY: check format test run

check: ## compile, test, package, and look at the format
	mvn -B verify

format: ## bring all sources into the one format
	mvn -B -q spotless:apply

test: ## one test class: make test T=EntryTest
	mvn -B test -Dtest='$(T)' -DfailIfNoTests=false -Dsurefire.failIfNoSpecifiedTests=false

run: ## build without tests and start: make run ARGS="rdb --port 9000"
	mvn -B -q -DskipTests package
	java -jar bootstrap/target/bootstrap.jar $(ARGS)
