#pragma once

#include "app/cli/command_line.h"

/// The tasks of `vlmo eval`, one file each.
namespace vlmo::cli {

void addRetrievalEvaluation(CommandLine& line, CLI::App& group);
void addQuestionEvaluation(CommandLine& line, CLI::App& group);
void addStatementEvaluation(CommandLine& line, CLI::App& group);
void addClassEvaluation(CommandLine& line, CLI::App& group);

} // namespace vlmo::cli
