extension BinaryInteger {
    /// The digits with a separator between thousands, such as `1,250,000`.
    public func grouped(by separator: String = ",") -> String {
        let digits = String(magnitude)
        var text = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return text
    }
}
