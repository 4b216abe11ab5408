#pragma once
/// JsonNumbers are numbers from the JSON files of tests/reference/data, in the order in which they are written.

#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

class JsonNumbers {
public:
    explicit JsonNumbers(const std::string& file) {
        std::ifstream stream(file);
        if (!stream) throw std::runtime_error("cannot read " + file);
        text_.assign(std::istreambuf_iterator<char>(stream), {});
    }

    /// Returns all numbers of the value found by following the keys, with nested arrays flattened.
    std::vector<double> at(std::initializer_list<const char*> keys) const {
        std::size_t from = 0;
        for (const char* key : keys) {
            const std::string quoted = '"' + std::string(key) + "\":";
            from = text_.find(quoted, from);
            if (from == std::string::npos) throw std::runtime_error("no key " + quoted);
            from += quoted.size();
        }
        std::vector<double> numbers;
        int depth = 0;
        do {
            from = text_.find_first_of("[]-0123456789", from);
            if (text_[from] == '[') ++depth, ++from;
            else if (text_[from] == ']') --depth, ++from;
            else {
                std::size_t length = 0;
                numbers.push_back(std::stod(text_.substr(from, 32), &length));
                from += length;
            }
        } while (depth > 0);
        return numbers;
    }
    double number(std::initializer_list<const char*> keys) const { return at(keys).at(0); }

private:
    std::string text_;
};

}  // namespace support
