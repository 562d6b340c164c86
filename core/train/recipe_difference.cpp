#include "core/train/recipe_difference.h"

#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace vlmo {

namespace {

void flatten(const toml::table& table, const std::string& prefix, std::map<std::string, std::string>& values)
{
    for (const auto& [key, node] : table) {
        const std::string name = prefix + std::string(key.str());
        if (const toml::table* inner = node.as_table()) {
            flatten(*inner, name + ".", values);
        } else if (const auto* text = node.as_string()) {
            values[name] = text->get();
        } else {
            std::ostringstream stream;
            node.visit([&](const auto& value) { stream << value; });
            values[name] = stream.str();
        }
    }
}

} // namespace

std::map<std::string, std::string> recipeValues(const Recipe& recipe)
{
    // By way of its text, so that the one list of keys that recipes are read and written by serves here too.
    std::map<std::string, std::string> values;
    flatten(toml::parse(recipeToToml(recipe)), "", values);
    return values;
}

std::vector<RecipeDifference> recipeDifferences(const std::vector<Recipe>& recipes)
{
    std::vector<std::map<std::string, std::string>> all;
    std::set<std::string> keys;
    for (const Recipe& recipe : recipes) {
        all.push_back(recipeValues(recipe));
        for (const auto& [key, value] : all.back())
            keys.insert(key);
    }
    std::vector<RecipeDifference> differences;
    for (const std::string& key : keys) {
        RecipeDifference difference{key, {}};
        for (const auto& values : all) {
            const auto found = values.find(key);
            difference.values.push_back(found == values.end() ? "" : found->second);
        }
        if (std::adjacent_find(difference.values.begin(), difference.values.end(), std::not_equal_to<>()) !=
            difference.values.end())
            differences.push_back(std::move(difference));
    }
    return differences;
}

} // namespace vlmo
