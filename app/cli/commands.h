#pragma once

namespace vlmo::cli {

class CommandLine;

/// Each adds one group of commands; they live in the files of the same names.
void addInfoCommand(CommandLine& line);      ///< info
void addModelCommands(CommandLine& line);    ///< model import|show|list
void addEmbedCommand(CommandLine& line);     ///< embed
void addQuestionCommands(CommandLine& line); ///< match, ask, fill, compare
void addInspectCommand(CommandLine& line);   ///< inspect
void addLibraryCommands(CommandLine& line);  ///< library create|add|rescan|search|captions|verify|stats
void addTrainCommands(CommandLine& line);    ///< train, train new
void addRunCommands(CommandLine& line);      ///< runs list|show|compare|export
void addDataCommands(CommandLine& line);     ///< data list-importers|preview|check|convert|split
void addEvalCommands(CommandLine& line);     ///< eval retrieval|vqa|nlvr2|classify
void addBenchCommand(CommandLine& line);     ///< bench

} // namespace vlmo::cli
