# One piece of work in R's survey, in a process of its own: Rscript benchmarks/survey.R WORK FOLDER
# Prints one line of JSON: seconds, memory above the data in MB, and sums to compare with.
suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
work <- arguments[1]
folder <- arguments[2]
times <- as.integer(arguments[3])

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
# Below 1 it is a part of the sum of the weights.
closely <- list(maxit = 100, epsilon = 1e-9)

raked <- function(design, place) rake(design, formulas, lapply(parts, population, place = place), control = closely)

calibrated <- function(design, place) {
  counts <- unlist(lapply(seq_along(parts), function(number) {
    here <- population(parts[number], place)$Freq
    if (number == 1) here else here[-1]
  }))
  formula <- as.formula(paste("~", paste(parts, collapse = "+"), "- 1"))
  calibrate(design, formula, counts, calfun = "raking", epsilon = 1e-9)
}

estimates <- function(design) {
  found <- svyby(as.formula(paste("~", paste(shares, collapse = "+"))), ~dom, design, svymean)
  c(sum(coef(found)), sum(SE(found)))
}

# What is given, and what is done with it; only the second is timed.
works <- list(
  calibrated = list(
    given = function() design_of(data),
    done = function(design) estimates(calibrated(design, "0"))
  ),
  municipalities = list(
    given = function() lapply(split(data, data$place), design_of),
    done = function(designs) {
      Reduce(`+`, lapply(names(designs), function(place) estimates(raked(designs[[place]], place))))
    }
  ),
  bootstrap = list(
    given = function() design_of(data),
    done = function(design) {
      estimates(raked(as.svrepdesign(design, type = "subbootstrap", replicates = 500), "whole"))
    }
  )
)

given <- works[[work]]$given()
invisible(gc())
before <- resident("VmRSS")
writeLines("5", "/proc/self/clear_refs")
seconds <- numeric(0)
for (run in seq_len(times)) {
  seconds[run] <- system.time(sums <- works[[work]]$done(given))[["elapsed"]]
  if (run == 1) memory <- resident("VmHWM") - before
}
cat(sprintf('{"seconds": %.6f, "memory": %.1f, "estimates": %.15g, "errors": %.15g}\n',
            median(seconds), memory, sums[1], sums[2]))
