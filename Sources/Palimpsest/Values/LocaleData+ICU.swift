extension LocaleData {
    static func monthNames(_ language: String) -> [(name: String, month: Int)] {
        ["January","February","March","April","May","June","July","August","September","October","November","December","Jan","Feb","Mar","Apr","Jun","Jul","Aug","Sep","Sept","Oct","Nov","Dec"].enumerated().map { ($0.element, $0.offset < 12 ? $0.offset + 1 : [1,2,3,4,6,7,8,9,9,10,11,12][$0.offset-12]) }
    }
    static func countryNames(_ language: String) -> [String] { ["China","Japan","Colombia"] }
}
