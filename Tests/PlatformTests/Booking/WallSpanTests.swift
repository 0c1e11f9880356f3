import Kernel
import Testing

@testable import Platform

@Suite struct WallSpanTests {
    private static func span(_ from: Int, _ until: Int) -> WallSpan {
        WallSpan(from: from * 3_600, until: until * 3_600)
    }

    @Test func `parts that touch or overlap are one`() {
        let parts = [Self.span(14, 18), Self.span(9, 11), Self.span(11, 13), Self.span(10, 12)]

        #expect(parts.merged() == [Self.span(9, 13), Self.span(14, 18)])
    }

    @Test func `what is closed is taken out wherever it lies`() {
        let open = [Self.span(9, 13), Self.span(14, 18)]

        let split = [Self.span(9, 10), Self.span(11, 13), Self.span(14, 18)]
        #expect(open.without([Self.span(10, 11)]) == split)
        #expect(open.without([Self.span(12, 15)]) == [Self.span(9, 12), Self.span(15, 18)])
        #expect(open.without([.wholeDay]) == [])
        #expect(open.without([Self.span(13, 14)]) == open)
    }

    @Test func `midnight as an end is the end of the day`() throws {
        let eight = try #require(LocalTime("20:00"))
        let evening = try #require(WallSpan(from: eight, until: .midnight))

        #expect(evening.until == 86_400)
        #expect(evening.end == .midnight)
        #expect(WallSpan(from: eight, until: eight) == nil)
    }
}
