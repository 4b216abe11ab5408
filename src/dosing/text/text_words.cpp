#include <algorithm>
#include <iterator>

#include "dosing/text/text_words.hpp"
#include "opiodyn/error.hpp"

namespace opiodyn::detail {

bool is_reserved(std::string_view word) {
    constexpr std::string_view reserved[] = {"then", "reset", "set", "stimulus", "flare"};
    return std::find(std::begin(reserved), std::end(reserved), word) != std::end(reserved);
}

Words::Words(std::string_view line) : line_(line) {
    constexpr char blank = ' ';
    for (std::size_t at = line_.find_first_not_of(blank); at != std::string_view::npos;) {
        const auto end = std::min(line_.find_first_of(blank, at), line_.size());
        const Word word{line_.substr(at, end - at), at};
        if (word.text == "reduce" || word.text == "then") drop_comma();
        words_.push_back(word);
        at = line_.find_first_not_of(blank, end);
    }
}

/// Drops a comma, which may stand before "reduce" and "then", by itself or at the end of the word before.
void Words::drop_comma() {
    if (words_.empty() || words_.back().text.back() != ',') return;
    words_.back().text.remove_suffix(1);
    if (words_.back().text.empty()) words_.pop_back();
}

Word Words::peek(std::size_t ahead) const {
    const Word end{"", line_.size()};
    return next_ + ahead < words_.size() ? words_[next_ + ahead] : end;
}

Word Words::take(std::string_view expected) {
    if (at_end()) fail(peek(), "the text ends here; expected " + std::string(expected));
    return words_[next_++];
}

bool Words::accept(std::string_view word) {
    if (at_end() || peek().text != word) return false;
    ++next_;
    return true;
}

void Words::fail(const Word& word, const std::string& rule) const {
    throw ParseError("regimen", std::string(line_), word.position, word.text.size(), rule);
}

}  // namespace opiodyn::detail
