#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/eval_tasks.h"

namespace vlmo::cli {

void addEvalCommands(CommandLine& line)
{
    CLI::App* group = line.addGroup("eval", "Measure a model on a data set");
    addRetrievalEvaluation(line, *group);
    addQuestionEvaluation(line, *group);
    addStatementEvaluation(line, *group);
    addClassEvaluation(line, *group);
}

} // namespace vlmo::cli
