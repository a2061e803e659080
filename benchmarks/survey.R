# One piece of work in R's survey, in a process of its own: Rscript benchmarks/survey.R WORK FOLDER
# Prints one line of JSON: seconds, memory above the data in MB, and sums to compare with.
suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
work <- arguments[1]
folder <- arguments[2]

data <- read.csv(file.path(folder, "rows.csv"))
margins <- read.csv(file.path(folder, "margins.csv"))
for (name in unique(margins$variable)) data[[name]] <- factor(data[[name]])
shares <- paste0("y", 0:7)

resident <- function(field) {
  line <- grep(field, readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

population <- function(part, place) {
  here <- margins[margins$place == place & margins$variable == part, ]
  setNames(data.frame(factor(here$category), here$count), c(part, "Freq"))
}

design_of <- function(rows) svydesign(id = ~1, strata = ~h, weights = ~w, fpc = ~N, data = rows)
parts <- unique(margins$variable)
formulas <- lapply(parts, function(part) as.formula(paste0("~", part)))
tight <- list(maxit = 100, epsilon = 1e-3)

raked <- function(design, place) rake(design, formulas, lapply(parts, population, place = place), control = tight)

calibrated <- function(design, place) {
  counts <- unlist(lapply(seq_along(parts), function(number) {
    here <- population(parts[number], place)$Freq
    if (number == 1) here else here[-1]
  }))
  calibrate(design, as.formula(paste("~", paste(parts, collapse = "+"), "- 1")), counts, calfun = "raking", epsilon = 1e-6)
}

estimates <- function(design) {
  found <- svyby(as.formula(paste("~", paste(shares, collapse = "+"))), ~dom, design, svymean)
  c(sum(coef(found)), sum(SE(found)))
}

run <- switch(work,
  municipality_calibrate = function() estimates(calibrated(design_of(data), 0)),
  municipalities = function() {
    rows <- split(data, data$place)
    Reduce(`+`, lapply(names(rows), function(place) estimates(raked(design_of(rows[[place]]), as.integer(place)))))
  },
  bootstrap = function() {
    replicated <- as.svrepdesign(design_of(data), type = "subbootstrap", replicates = 500)
    estimates(raked(replicated, 0))
  },
  start = function() c(0, 0)
)

invisible(gc())
before <- resident("VmRSS")
writeLines("5", "/proc/self/clear_refs")
seconds <- system.time(sums <- run())[["elapsed"]]
cat(sprintf('{"seconds": %.6f, "memory": %.1f, "estimates": %.12g, "errors": %.12g}\n',
            seconds, resident("VmHWM") - before, sums[1], sums[2]))
