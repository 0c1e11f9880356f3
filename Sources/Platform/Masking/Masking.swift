import Foundation
import Kernel

/// Hides contact data in free texts, which the other side sees as `[contact]` until the two have paid each other.
package enum Masking {
    /// The word in the place of contact data.
    package static let placeholder = "[contact]"

    /// A text as the other side sees it, with the number of hidden places; without any the text itself.
    package static func mask(
        _ text: String,
        _ patterns: ContactPatterns = .english
    ) -> (shown: String, hits: Int) {
        // Every contact has something between its letters; most first names have not.
        if text.utf8.allSatisfy(\.isASCIILetter) { return (text, 0) }
        let plain = plain(text)
        let hidden = hidden(in: plain, patterns)
        guard !hidden.isEmpty else { return (text, 0) }
        var shown: [UInt16] = []
        var end = 0
        for span in hidden {
            shown += plain[end..<span.lowerBound] + placeholder.utf16
            end = span.upperBound
        }
        return (String(decoding: shown + plain[end...], as: UTF16.self), hidden.count)
    }

    /// In compatibility form, without invisible characters, and with the digits of every script as ASCII.
    private static func plain(_ text: String) -> [UInt16] {
        var plain = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            guard scalar.properties.generalCategory != .format else { continue }
            plain.append(asciiDigit(scalar) ?? scalar)
        }
        return Array(String(plain).utf16)
    }

    private static func asciiDigit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard !scalar.isASCII, scalar.properties.numericType == .decimal else { return nil }
        return scalar.properties.numericValue.flatMap { UInt8(exactly: $0) }.map { Unicode.Scalar(48 + $0) }
    }

    /// The places of contact data, in order and apart.
    private static func hidden(in plain: [UInt16], _ patterns: ContactPatterns) -> [Range<Int>] {
        var searched = small(plain)
        for span in patterns.setAside.spans(in: searched) { searched.blank(span) }
        var found: [Range<Int>] = []
        for pattern in patterns.hidden {
            let spans = pattern.spans(in: searched)
            for span in spans { searched.blank(span) }
            found += spans
        }
        return found.joined()
    }

    /// In small letters, at the same places.
    private static func small(_ plain: [UInt16]) -> [UInt16] {
        var small: [UInt16] = []
        small.reserveCapacity(plain.count)
        for scalar in String(decoding: plain, as: UTF16.self).unicodeScalars {
            let lowered = Array(scalar.properties.lowercaseMapping.utf16)
            small += lowered.count == scalar.utf16.count ? lowered : Array(scalar.utf16)
        }
        return small
    }
}

extension [UInt16] {
    /// Overwrites a span with a character that no text contains.
    fileprivate mutating func blank(_ span: Range<Int>) {
        for index in span { self[index] = 0 }
    }
}

extension [Range<Int>] {
    /// In order, with overlapping ones as one.
    fileprivate func joined() -> Self {
        var joined: Self = []
        for span in sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, span.lowerBound < last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<Swift.max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }
}

extension UInt8 {
    fileprivate var isASCIILetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
}
