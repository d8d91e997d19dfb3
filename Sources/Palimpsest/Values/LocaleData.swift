/// What value reading needs to know of the form's language: CLDR's month names, decimal mark and country names, through ICU,
/// and the official country names of `Dictionaries/lexicons`.
final class LocaleData: Sendable {
    /// Names of the months as plain keys, with their numbers from 1.
    let months: [(key: [UInt8], month: Int)]
    /// ``months`` by their keys.
    let monthIndex: HashIndex
    /// Names of months with more key bytes are only found by comparison.
    static let longestMonth = 24
    let decimalMark: UInt8
    /// Names of countries and areas: as written, with their keys.
    let countries: [(name: String, key: Key)]
    /// The keys of ``countries``.
    let countryKeys: [Key]
    /// ``countries`` by folded key.
    let countryIndex: [[UInt8]: Int]

    /// Keys of the names of countries whose people write names with accents, which a model for the form's language does not read.
    let accentedCountries: Set<[UInt8]>

    /// - Parameter directory: the folder of dictionaries.
    /// - Throws: ``TemplateErrors`` when the lexicon of countries cannot be read.
    init(language: String, directory: String, folding: KeyFolding) throws(TemplateErrors) {
        let names = LocaleNames(language: language)
        months = LocaleData.months(names, folding)
        monthIndex = HashIndex(months.enumerated().map { (HashIndex.hash($0.element.key), $0.offset) })
        decimalMark = (try? names.decimalMark())?.utf8.first ?? UInt8(ascii: ".")
        let accented = try TemplateLibrary.text(directory + "/lexicons/accented-countries.\(language).txt").split(separator: "\n")
        accentedCountries = Set(accented.filter { !$0.hasPrefix("#") }.map { folding.key(of: String($0)).folded })
        let official = try TemplateLibrary.text(directory + "/lexicons/countries.\(language).txt").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map(String.init)
        var countries: [(name: String, key: Key)] = []
        var index: [[UInt8]: Int] = [:]
        for name in official + ((try? names.regions()) ?? []).map(\.name) {
            let key = folding.key(of: name)
            if index[key.folded] != nil { continue }
            index[key.folded] = countries.count
            countries.append((name, key))
        }
        self.countries = countries
        countryKeys = countries.map(\.key)
        countryIndex = index
    }

    /// Every form of the months' names. A language that ICU does not have gives the root locale's.
    private static func months(_ names: LocaleNames, _ folding: KeyFolding) -> [(key: [UInt8], month: Int)] {
        var result: [(key: [UInt8], month: Int)] = []
        for width in [LocaleNames.Width.wide, .abbreviated] {
            for form in [LocaleNames.Form.format, .standalone] {
                for (number, name) in ((try? names.months(width, form)) ?? []).enumerated() {
                    let key = folding.key(of: name).plain
                    if !key.isEmpty && !result.contains(where: { $0.key == key }) { result.append((key, number + 1)) }
                }
            }
        }
        return result
    }
}
